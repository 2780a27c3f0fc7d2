"""What is typed about supervised matters."""
