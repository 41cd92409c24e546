"""What went wrong, in one sentence that an operator understands."""

import errno
import ssl

import aiohttp

from bot.sources.request import Failed, Response, Trouble

_STATUS = {
    400: "the server does not understand the request",
    401: "the server wants a password",
    402: "the server wants to be paid",
    403: "the server refuses us",
    404: "there is nothing at this address",
    406: "the server has it in no form that we read",
    410: "the feed is gone for good",
    429: "the server says that we ask too often",
    451: "withheld for legal reasons",
    500: "the server has an error",
    502: "the server behind it does not answer",
    503: "the server is overloaded or in maintenance",
    504: "the server behind it does not answer",
}


def sentence(error: Exception, timeout: float) -> Failed:
    """A failed request as a Failed with its sentence."""
    if isinstance(error, OSError) and error.errno == errno.EMSGSIZE:
        return Failed(Trouble.BROKEN, "the server sends more than an answer needs")
    for kind, trouble, words in (
        (aiohttp.ClientConnectorDNSError, Trouble.NETWORK, "the server name cannot be found"),
        (aiohttp.ClientConnectorCertificateError, Trouble.NETWORK, _certificate(error)),
        (aiohttp.ClientConnectorSSLError, Trouble.NETWORK, "no secure connection could be made"),
        (aiohttp.ClientConnectorError, Trouble.NETWORK, _connection(error)),
        (aiohttp.ServerDisconnectedError, Trouble.NETWORK, "the server hung up without an answer"),
        (TimeoutError, Trouble.NETWORK, f"no answer within {timeout:g} seconds"),
        (aiohttp.InvalidURL, Trouble.REFUSED, "this is not an address that can be asked"),
        (aiohttp.ClientResponseError, Trouble.BROKEN, "the answer is not proper HTTP"),
        (aiohttp.ClientError, Trouble.NETWORK, "the connection broke"),
        (PermissionError, Trouble.REFUSED, str(error.args[-1]) if error.args else "refused"),
        (OSError, Trouble.NETWORK, "the connection broke"),
        (ValueError, Trouble.REFUSED, "this is not an address that can be asked"),
    ):
        if isinstance(error, kind):
            return Failed(_refused(error) or trouble, words)
    return Failed(Trouble.BROKEN, f"the answer cannot be taken ({type(error).__name__})")


def status(response: Response) -> str:
    """An answer that is not a document, in one sentence."""
    words = _STATUS.get(response.status)
    if words is None:
        words = "the server has an error" if response.status >= 500 else "no document"
    challenge = response.headers.get("cf-mitigated") == "challenge"
    return f"HTTP {response.status}: {words}{' (Cloudflare challenge)' if challenge else ''}"


def _connection(error: Exception) -> str:
    cause = getattr(error, "os_error", None)
    if isinstance(cause, PermissionError):
        return str(cause.strerror or cause)
    if isinstance(cause, ConnectionRefusedError):
        return "the server refuses the connection"
    return "the server cannot be reached"


def _refused(error: Exception) -> Trouble | None:
    cause = getattr(error, "os_error", None)
    return Trouble.REFUSED if isinstance(cause, PermissionError) else None


def _certificate(error: Exception) -> str:
    cause = getattr(error, "certificate_error", None)
    reason = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else ""
    return f"its certificate is not valid{f' ({reason})' if reason else ''}"
