"""检索: everybody with a post; what is found is each one's own affair."""

from tests.architecture.url_table import own_list

ROWS = {"search:page": own_list()}
