"""A passkey in software: makes a key pair per account, counts its uses, and makes a secret where it has PRF."""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from backend.people.credentials import Answer

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Passkey:
    """One device with one passkey. `verifies`: whether it asks for a finger or a PIN."""

    def __init__(self, origin: str = "http://localhost:8000", *, prf: bool = True, verifies: bool = True) -> None:
        self.origin = origin
        self.id = secrets.token_bytes(32)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = secrets.token_bytes(32) if prf else b""
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.count = 0

    def create(self, options: dict[str, Any]) -> Answer:
        """What `navigator.credentials.create` answers."""
        numbers = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
        attested = bytes(16) + len(self.id).to_bytes(2) + self.id + cose
        data = self.data(options["rp"]["id"], ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self.client("webauthn.create", options)
        return self.answer(options, clientDataJSON=client, attestationObject=attestation)

    def get(self, options: dict[str, Any]) -> Answer:
        """What `navigator.credentials.get` answers."""
        self.count += 1
        data, client = self.data(options["rpId"]), self.client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self.answer(options, clientDataJSON=client, authenticatorData=data, signature=signature)

    def data(self, party: str, more: int = 0) -> bytes:
        return hashlib.sha256(party.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4)

    def client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def answer(self, options: dict[str, Any], **response: bytes) -> Answer:
        credential = {
            "id": encode(self.id),
            "rawId": encode(self.id),
            "type": "public-key",
            "response": {name: encode(value) for name, value in response.items()},
        }
        first = decode(options["extensions"]["prf"]["eval"]["first"])
        made = hmac.digest(self.secret, first, "sha256") if self.secret else b""
        return Answer(credential, encode(made))
