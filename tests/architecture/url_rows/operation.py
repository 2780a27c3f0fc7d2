"""Whether the installation works: the same for everybody, since it tells of no matter."""

from tests.architecture.url_table import everywhere

ROWS = {
    "healthz": everywhere(503),  # nothing ticks in a test
    "healthz-web": everywhere(200),
}
