"""The codes of the papers of a democratic life meeting, and which of them go to the county."""

NOTICE = "meetings.life_notice"
REQUEST = "meetings.life_request"
OPINIONS = "meetings.life_opinions"
STATEMENTS = "meetings.life_statements"
RECORD = "meetings.life_record"
MEASURES = "meetings.life_measures"
REPORT = "meetings.life_report"

ALL = (NOTICE, REQUEST, OPINIONS, STATEMENTS, RECORD, MEASURES, REPORT)
# In the order the chart lists them (S0-08:流程图e); the text leaves the statements out (S0-08:八c).
FIVE = (REPORT, RECORD, STATEMENTS, OPINIONS, MEASURES)
FOUR = (REPORT, RECORD, OPINIONS, MEASURES)
