"""`najda serve`: the pages, for browsers."""

from __future__ import annotations

from typing import Annotated

import typer

from najda import bootstrap
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .commands import command
from .given import option
from .passphrase import passphrase_for
from .session import Session

_AT = N_("Najda is at {address} (Ctrl-C stops it).")
_TLS = N_(
    "Real operations are served over TLS only: put a proxy that speaks TLS in front, and name its "
    "address with --domain."
)


class AddressTaken(Refusal):
    """The port cannot be listened at."""

    says = N_("{host}:{port} cannot be used: {why}. Choose another one with --port.")


def add(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "serve", shows=False, example="najda serve --port 8000")(serve)


def serve(
    session: Session,
    host: Annotated[str, option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, option("--port", min=1, max=65535, help="The port to listen at.")] = 8000,
    workers: Annotated[int, option("--workers", min=1, max=64, help="How many processes.")] = 1,
    domain: Annotated[
        list[str] | None,
        option("--domain", help="A name people reach this by; may be given several times."),
    ] = None,
    proxy: Annotated[
        str,
        option("--proxy", help="The address of the proxy whose word on clients and TLS counts."),
    ] = "127.0.0.1",
    without_tls: Annotated[
        bool, option("--without-tls", help="Let people sign in over a connection others can read.")
    ] = False,
) -> None:
    """Serve the pages until stopped."""
    from najda.web.running import serve as run  # Django takes its time

    folder = session.need_installation()
    real = bootstrap.realm_in(folder) == bootstrap.REAL
    session.head(bootstrap.realm_in(folder) or bootstrap.REAL)
    session.print(phrase(_AT, address=f"http://{host}:{port}/"))
    if real and not without_tls:
        session.print(phrase(_TLS))
    try:
        run(
            folder, passphrase=passphrase_for(folder), host=host, port=port, workers=workers,
            tls=real and not without_tls, hosts=domain or [], proxies=proxy,
        )  # fmt: skip
    except OSError as error:
        raise AddressTaken(host=host, port=port, why=error.strerror or str(error)) from None
