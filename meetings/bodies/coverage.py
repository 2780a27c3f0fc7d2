"""Where other bodies' meetings carry articles that are no rule: fields, services, pages."""

from governance.rules.coverage import bind
from meetings.bodies import shown  # noqa: F401  binds the articles shown on the page

# 书记办公会
bind(
    *("S1-02:一-1", "S1-02:一-2", "S1-02:一-3", "S1-02:一-4", "S1-02:一-5", "S3-02:1-2a"),
    by="meetings.bodies.models.BodyMatter.scope",
    how="field",
)
bind("S1-02:二-9", by="meetings.bodies.models.BodyMatter.presenter", how="field")
bind("S1-02:二-11b", by="meetings.bodies.models.BodySeat.prior_opinion", how="field")
bind("S1-02:二-13", by="meetings.bodies.models.BodyMeeting.recorder", how="field")
# 五人小组会
bind("S1-03:三", by="meetings.bodies.models.BodyMatter.scope", how="field")
bind("S1-03:四-1b", by="meetings.bodies.policies.prepares", how="field")
bind("S1-03:四-2b", by="meetings.bodies.models.BodySeat.leave_reason", how="field")
bind("S1-03:四-4", by="meetings.bodies.models.BodyMeeting.recorder", how="field")
# 碰头会、例会、联席会
bind("S1-14:三-2", "S1-14:一", "S1-14:六", by="meetings.bodies.models.BodyMatter.scope", how="field")
bind("S1-14:十", by="governance.people.models.Person.mobile", how="field")
