"""The shape of what people type: text, days, times, counts. Whether a step may be taken is never here."""
