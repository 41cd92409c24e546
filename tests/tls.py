"""A certificate for 127.0.0.1 that nobody has signed but itself, for tests alone.

Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500
-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1`.
"""

import ssl
from pathlib import Path

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUTRn8SfqRKgHBOnKF3lalR1tR8cEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNTAyMzAwNVoYDzIxMjYxMTAx
MDIzMDA1WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR5ZPr5WmgqO96akXliKuaXvoHwSK10z56VqsXuoR84n7QM9zaK3n7n
3PVUSRofR52y0LIfYbA3RMM8tO1OA5o4o2QwYjAdBgNVHQ4EFgQUJv7EMbOtBfBX
Ier0HISfUWtbw6EwHwYDVR0jBBgwFoAUJv7EMbOtBfBXIer0HISfUWtbw6EwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQDSpDj5ncd/fsTDA1qd5IElkJ5O22XA6+BEeGrxf73vLwIgZhINAmwPOztyn2iQ
A6aefnUmUEWdB4iXqOaobykTn7Q=
-----END CERTIFICATE-----
"""
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg91izvr4QYyghh74f
8lQwGAKkGD1YDWdLVAtHe1Tit5GhRANCAAR5ZPr5WmgqO96akXliKuaXvoHwSK10
z56VqsXuoR84n7QM9zaK3n7n3PVUSRofR52y0LIfYbA3RMM8tO1OA5o4
-----END PRIVATE KEY-----
"""


def server_context(folder: Path) -> ssl.SSLContext:
    """What a server of that certificate needs; the files lie in `folder` as cert.pem, key.pem."""
    (folder / "cert.pem").write_text(CERTIFICATE, encoding="ascii")
    (folder / "key.pem").write_text(KEY, encoding="ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
