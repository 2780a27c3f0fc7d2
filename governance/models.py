"""All models of the shared layer, re-exported for Django. Each package keeps its own."""

from governance.audit.models import Act, ChainEntry
from governance.people.models import Account, Kinship, Organization, Person, Post, Tenure

__all__ = (
    "Account",
    "Act",
    "ChainEntry",
    "Kinship",
    "Organization",
    "Person",
    "Post",
    "Tenure",
)
