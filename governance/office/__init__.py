"""The office's own work above the registers: requests and reports, how regulations are kept."""
