"""The .docx beside a PDF: for an office that goes on writing from it. The PDF stays the paper of record."""
