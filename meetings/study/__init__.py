"""The theory study group (中心组): the year's plan, sessions upon a body's meeting, notes, check and report."""
