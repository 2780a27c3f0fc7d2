"""The codes of the papers of supervision: documents carry them, services order by them."""

FORM = "supervision.form"
NOTICE = "supervision.notice"
CHASE_NOTE = "supervision.chase_note"
RECTIFICATION = "supervision.rectification"
BULLETIN = "supervision.bulletin"
