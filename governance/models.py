"""All models of the shared layer, re-exported for Django. Each package keeps its own."""

from governance.access.models import AccessLog, Grant, OrganizationGrant
from governance.audit.heads import SignedHead
from governance.audit.models import Act, ChainEntry
from governance.audit.sealed import SubjectKey
from governance.deadlines.models import Job, TickState
from governance.documents.models import Document, NumberSeries
from governance.people.models import Account, Kinship, Organization, Person, Post, PostChange, Tenure

__all__ = (
    "AccessLog",
    "Account",
    "Act",
    "ChainEntry",
    "Document",
    "Grant",
    "Job",
    "Kinship",
    "NumberSeries",
    "Organization",
    "OrganizationGrant",
    "Person",
    "Post",
    "PostChange",
    "SignedHead",
    "SubjectKey",
    "Tenure",
    "TickState",
)
