"""What a declaration of a register says, how it is read, and what it demands of one row. Pure."""
