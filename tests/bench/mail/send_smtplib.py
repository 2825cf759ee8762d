# SPDX-License-Identifier: MIT
"""The same by Python's smtplib, over one connection: send_smtplib.py PORT COUNT"""
import email.message
import json
import smtplib
import sys
import time


def written():
    mail = email.message.EmailMessage()
    mail["Date"] = "Tue, 24 Nov 2026 02:00:00 +0000"
    mail["From"], mail["To"] = "Oak & Thread <shop@oakthread.example>", "Jane Doe <buyer@mail.example>"
    mail["Message-ID"] = "<bench-0@oak.example>"
    mail["Subject"] = "Your order has shipped"
    mail.set_content(("x" * 70 + "\n") * 28)
    return mail.as_bytes()


def main():
    port, mails = int(sys.argv[1]), int(sys.argv[2])
    server, mail = smtplib.SMTP("127.0.0.1", port), written()
    began = time.perf_counter()
    for _ in range(mails):
        server.sendmail("shop@oakthread.example", ["buyer@mail.example"], mail)
    print(json.dumps({"mails_s": mails / (time.perf_counter() - began)}))


main()
