# SPDX-License-Identifier: EUPL-1.2
"""A mail server for tests: python3 mail_server.py FOLDER [--tls CERT KEY] [--auth USER PASSWORD].

It writes its port to FOLDER/port and each mail that it takes to FOLDER/N.eml, with the envelope in
two lines of its own in front. What it does follows from the recipient:

    grey-...@     451 at the first try, taken at the next
    never-...@    550
    late-...@     554 after the text
    lost-...@     the connection ends in the middle of the text, at the first try
"""
import argparse
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

seen = set()


class Server(SMTP):
    async def smtp_DATA(self, arg):
        for recipient in self.envelope.rcpt_tos:
            if recipient.startswith("lost-") and recipient not in seen:
                seen.add(recipient)
                await self.push("354 go on")
                self.transport.abort()
                return
        await super().smtp_DATA(arg)


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never-"):
            return "550 5.1.1 nobody of that name"
        if address.startswith("grey-") and address not in seen:
            seen.add(address)
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 recipient ok"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("late-"):
            return "554 5.6.0 not this"
        self.count += 1
        path = os.path.join(self.folder, "%04d.eml" % self.count)
        with open(path + ".part", "wb") as file:
            secure = "tls" if session.ssl else "plain"
            who = session.authenticated and session.auth_data.login.decode() or "-"
            file.write(("X-From: %s\r\nX-To: %s\r\nX-Way: %s %s\r\n" % (
                envelope.mail_from, envelope.rcpt_tos[0], secure, who)).encode())
            file.write(envelope.original_content)
        os.rename(path + ".part", path)
        return "250 taken as %04d" % self.count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--auth", nargs=2)
    args = parser.parse_args()
    options = {}
    if args.tls:
        options["tls_context"] = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        options["tls_context"].load_cert_chain(*args.tls)
        options["require_starttls"] = True
    if args.auth:
        wanted = tuple(word.encode() for word in args.auth)

        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=(data.login, data.password) == wanted, auth_data=data)

        options.update(authenticator=check, auth_required=True, auth_require_tls=bool(args.tls))
    handler = Handler(args.folder)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    server = loop.run_until_complete(
        loop.create_server(lambda: Server(handler, loop=loop, **options), "127.0.0.1", 0))
    with open(os.path.join(args.folder, "port.part"), "w") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(os.path.join(args.folder, "port.part"), os.path.join(args.folder, "port"))
    loop.run_forever()


if __name__ == "__main__":
    sys.exit(main())
