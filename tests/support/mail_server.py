# SPDX-License-Identifier: MIT
"""A real mail server (aiosmtpd) on a loopback port, for the tests of what sends mail.

    mail_server.py [--security plain|starttls|tls] [--certificate FILE --key FILE] [--user NAME --password WORD]
                   [--mails-per-connection N] [--greeting LINE] [--pipelining] [--no-smtputf8] [--size N]

Prints "port N", then a line for each thing that happens: "connection", "mail CONNECTION FROM TO HEX" (the text as it came,
dots undone), "sign-in METHOD". It ends with its standard input. The recipient's name says what is to go wrong:

    greylisted      451 the first time, 250 from then on         nobody          550 at RCPT, which quotes the address
    busy            421 at RCPT, and the end of the connection   odd             "hello" instead of a reply at RCPT
    endless-lines   a reply at RCPT that never ends              endless-line    a line at RCPT that never ends
    mute            no answer at RCPT                            vanishing       hangs up at RCPT
    cut-within      hangs up within the text                     no-within       552 within the text, then hangs up
    no-at-once      552 right behind 354, then "ended yes" or "ended no": whether the end of the text came
    too-large       552 after the text                           spam            554 after the text
    full            452 after the text                           closing         421 after the text
    cut-after       hangs up after the text, before the reply    mute-after      no answer to the text
    odd-after       "hello" after the text                       senseless       354 after the text
"""
import argparse
import asyncio
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, syntax

AT_RCPT = {"busy": "421 4.3.2 closing", "odd": "hello"}
AFTER = {"too-large": "552 5.3.4 too large", "spam": "554 5.7.1 this is spam", "full": "452 4.3.1 mailbox full",
         "odd-after": "hello", "senseless": "354 go on", "closing": "421 4.3.2 closing"}


def tell(*words):
    print(*words, flush=True)


class Handler:
    def __init__(self, options):
        self.options = options
        self.greylisted = set()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        tell("hello", hostname)
        if self.options.pipelining:
            responses.insert(0, "250-PIPELINING")
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "greylisted" and address not in self.greylisted:
            self.greylisted.add(address)
            return "451 4.7.1 greylisted, come back later"
        if name == "nobody":
            return f"550 5.1.1 <{address}>: no\x07 such user"
        if name == "vanishing":
            server.transport.abort()
        if name == "mute":
            tell("silent")
            await asyncio.Future()
        if name in ("endless-lines", "endless-line"):
            while True:
                await server.push("250-more" if name == "endless-lines" else "2" * 4000)
        if name in AT_RCPT:
            await server.push(AT_RCPT[name])
            server.transport.close()
            return None
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "cut-after":
            server.transport.abort()
            return "250 never said"
        if name == "mute-after":
            tell("silent")
            await asyncio.Future()
        if name in AFTER:
            return AFTER[name]
        server.mails += 1
        tell("mail", server.number, envelope.mail_from, envelope.rcpt_tos[0], envelope.content.hex())
        if server.mails == self.options.mails_per_connection:
            asyncio.get_running_loop().call_soon(server.transport.close)
        return f"250 2.0.0 OK: queued as {server.number}-{server.mails}"


class Server(SMTP):
    count = 0

    def __init__(self, handler, options, **words):
        super().__init__(handler, ident="test server", **words)
        self.options = options
        self.mails = 0

    def connection_made(self, transport):
        if self.transport is None:  # and not for TLS once more
            Server.count += 1
            self.number = Server.count
            tell("connection")
        super().connection_made(transport)

    async def push(self, status):
        if self.options.greeting and status.startswith("220 ") and "Ready" not in status:
            status = self.options.greeting
        await super().push(status)

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        name = self.envelope.rcpt_tos[0].split("@")[0] if self.envelope.rcpt_tos else ""
        if name in ("cut-within", "no-within", "no-at-once"):
            if name == "no-at-once":
                await self.push("354 go on\r\n552 5.3.4 not so much")
                text = b""
                try:
                    while part := await self._reader.read(4096):
                        text += part
                finally:  # aiosmtpd cancels this when the client hangs up
                    tell("ended", "yes" if text.endswith(b"\r\n.\r\n") else "no")
                return
            await self.push("354 go on")
            await self._reader.read(1000)
            if name == "no-within":
                await self.push("552 5.3.4 that is enough")
                self.transport.close()
            else:
                self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def until_input_ends():
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def serve(options):
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)
    words = {"enable_SMTPUTF8": not options.no_smtputf8, "data_size_limit": options.size}
    if options.security == "starttls":
        words |= {"tls_context": context, "require_starttls": True}
    if options.user:
        def sign_in(server, session, envelope, mechanism, data):
            tell("sign-in", mechanism)
            good = data.login == options.user.encode() and data.password == options.password.encode()
            return AuthResult(success=good, handled=False)
        words |= {"authenticator": sign_in, "auth_required": True, "auth_require_tls": options.security == "starttls"}
    handler = Handler(options)
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(handler, options, **words), "127.0.0.1", 0, ssl=context if options.security == "tls" else None)
    tell("port", server.sockets[0].getsockname()[1])
    await until_input_ends()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--security", default="plain")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--greeting")
    parser.add_argument("--mails-per-connection", type=int, default=0)
    parser.add_argument("--size", type=int, default=33554432)
    parser.add_argument("--pipelining", action="store_true")
    parser.add_argument("--no-smtputf8", action="store_true")
    logging.disable()  # what it makes of clients that hang up is expected
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
