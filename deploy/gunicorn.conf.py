"""gunicorn as zhenwei-web.service runs it. Change single values in the unit by options, not here."""

import multiprocessing

from config.log_settings import logging_for

wsgi_app = "config.wsgi"
# No bind: the socket is zhenwei-web.socket's, which nginx alone may open.
# Pages wait for the database more than they compute; threads hold slow readers.
workers = min(2 * multiprocessing.cpu_count() + 1, 17)
threads = 4
worker_class = "gthread"
preload_app = True  # the rulebook is read once and shared
timeout = 60  # an upload of 10 MB over a village line is received by nginx first
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 60
forwarded_allow_ips = "*"  # only nginx reaches the socket
control_socket_disable = True
accesslog = None  # the application writes one line per request, without the address
logconfig_dict = logging_for("json", debug=False)
