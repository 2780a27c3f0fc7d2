"""The democratic life meeting (民主生活会) as procedure F-03, upon a meeting of `meetings.bodies`."""
