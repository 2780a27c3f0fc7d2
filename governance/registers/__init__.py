"""Registers (台账): kinds of rows declared as data, filled in, signed in order, printed and counted."""
