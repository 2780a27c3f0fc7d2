"""Every table that is not recorded, with the reason; sorted by `tests/architecture`.

Three kinds (design §4): *recorded* (`RecordedModel`), *operational* (a mistake in it changes nobody's
rights and no matter's course, so no act is asked for) and *sealed* (secret ballots, where a trail
would give the voter away). The trail itself is append-only and is no kind of its own subject. Labels
are texts: this layer imports nobody above it.
"""

from __future__ import annotations

OPERATIONAL = {
    "governance.HeldFile": "a file on its way in, kept for days; what comes of it is recorded",
    "governance.FormDraft": "half a sentence nobody has sent yet, encrypted; what comes of it is recorded",
    "governance.Job": "a queue: what is to be rendered or sent; its results are recorded elsewhere",
    "governance.Consequence": "a queue from one act to the next: what the taker does is an act of its own",
    "governance.SignIn": "where an account is signed in at the moment, for its owner to see",
    "governance.TickState": "the heartbeat of tick; says nothing about any matter",
    "governance.Reminder": "an outbox: the duty it tells of is derived from recorded rows",
    "governance.ReminderChoice": "one's own channels; never whether a duty exists",
    "governance.DueMemory": "what was seen last; a changed due day is an act",
    "governance.OrganizationGrant": "the mirror of a recorded Grant, made and removed by its verbs",
    "governance.ListChoice": "which columns somebody wants to see; never which rows",
    "governance.RegisterMonth": "added up from recorded rows in the transaction of their act; verified against them",
    "governance.SavedView": "which filters of a list somebody wants again; never which rows",
    "governance.SearchEntry": "derived from recorded rows in the transaction of their act; made anew at will",
    "governance.ArticleUse": "counted from the trail itself; made anew at will",
    "governance.MissedPeriod": "counted from recorded rows after a period has ended; made anew at will",
    "governance.UsesRead": "how far the trail has been counted; says nothing about any matter",
    "governance.WrongCodes": "how many codes of a round were typed wrongly; of nobody, and of no matter",
    "meetings.NoticeReading": "a read mark; the signature is recorded as NoticeDelivery",
}

# No history and no act: that somebody cast a vote, and when, must leave nothing behind.
SEALED = {
    "governance.Envelope": "one sealed vote; a history would keep what was replaced, an act when it was cast",
    "governance.Slip": "one drawn code with its sealed sheet; nobody's, and to stay so",
    "governance.ReceiptCode": "receipts without choices and voters, written once and sorted",
    "governance.Remark": "what a rater wrote, apart from every mark; a history would keep it once it is withheld",
    "governance.Tally": "how often an option was marked, written once; one row a question and option",
    "governance.TypedPart": "what was typed of paper sheets, sealed until it is added up; a history would keep the marks",
}

THIRD_PARTY = {
    "admin.LogEntry": "Django admin's own list; our admin classes call verbs, whose acts count",
    "auth.Group": "unused: rights come from posts",
    "auth.Permission": "made by migrations; read by guardian rows alone",
    "axes.AccessAttempt": "lockout counter, emptied after success",
    "axes.AccessAttemptExpiration": "lockout counter",
    "axes.AccessFailureLog": "lockout counter; our own access log is sealed",
    "axes.AccessLog": "lockout counter; our own access log is sealed",
    "contenttypes.ContentType": "made by migrations",
    "guardian.GroupObjectPermission": "unused: grants have direct keys",
    "guardian.UserObjectPermission": "unused: grants have direct keys",
    "sessions.Session": "who is signed in at the moment",
}

# Recorded models without an `organization` key, and why tenancy does not fail with them.
WITHOUT_ORGANIZATION = {
    "governance.Organization": "it is the tenant, or above all tenants",
    "governance.Person": "the county owns persons; tenure makes them visible",
    "governance.Account": "a person's login; administrators belong to no town",
    "governance.CalendarYear": "working days are the same for every town",
    "governance.CalendarDay": "working days are the same for every town",
    "governance.SubjectKey": "carries the plain number: this layer has no foreign keys upward",
}

# Many-to-many tables that Django makes by itself: writes to them would leave no act.
AUTOMATIC_THROUGH = {
    "governance.Account.groups": "inherited; the account backend asks policies and never groups",
    "governance.Account.user_permissions": "inherited; the account backend asks policies alone",
    "auth.Group.permissions": "unused: rights come from posts",
}

# Foreign keys of ours whose deletion rule a base class of a package has settled.
INHERITED_KEYS = {
    "governance.OrganizationGrant.permission": "guardian's base class",
    "governance.OrganizationGrant.user": "guardian's base class; accounts are never deleted",
}
