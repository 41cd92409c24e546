"""A small server for tests: answers as it is told and keeps what it was asked."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say: a status, headers as they are, and a body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class FeedServer:
    """Paths with their answers; each path gives them one after the other, the last for ever."""

    url: str = ""
    asked: list[web.BaseRequest] = field(default_factory=list)
    _answers: dict[str, list[Answer | Handler]] = field(default_factory=dict)

    def says(self, path: str, *answers: Answer | Handler) -> str:
        """Let a path give these answers; its whole address."""
        self._answers[path] = list(answers)
        return f"{self.url}{path}"

    def headers(self, name: str) -> list[str | None]:
        """One header of every request so far."""
        return [request.headers.get(name) for request in self.asked]

    @property
    def paths(self) -> list[str]:
        """The path of every request so far."""
        return [request.path for request in self.asked]

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request)
        waiting = self._answers.get(request.path)
        if not waiting:
            return web.Response(status=404)
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if not isinstance(answer, Answer):
            return await answer(request)
        return web.Response(body=answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def feed_server() -> AsyncIterator[FeedServer]:
    """A server on loopback while the context lasts."""
    server = FeedServer()
    runner = web.ServerRunner(web.Server(server.handle), shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
