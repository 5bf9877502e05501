"""What browsers are asked about passkeys, and whether their answers are right. The mathematics is py_webauthn's."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
import webauthn
from msgspec import Struct
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from backend.settings import LOOPBACK, Settings

VERIFIED = UserVerificationRequirement.REQUIRED
#: What every passkey of ours is asked to make its secret from. Passkeys mix in who they are themselves.
PRF_INPUT = hashlib.sha256(b"buurtsein member key").digest()
PRF_LENGTH = 32


class Answer(Struct, forbid_unknown_fields=True):
    """What a browser sends: the credential as JSON, and the output of its PRF where it has one."""

    credential: dict[str, Any]
    prf: str = ""

    @property
    def secret(self) -> bytes:
        """The output of the PRF; empty where there is none."""
        try:
            secret = webauthn.base64url_to_bytes(self.prf)
        except ValueError:
            return b""
        return secret if len(secret) == PRF_LENGTH else b""


def party(settings: Settings) -> tuple[str, str]:
    """Our id and our origin, as passkeys know us. On loopback that is `localhost`: an address cannot have passkeys."""
    parts = urlsplit(settings.public_url)
    if not settings.secure and parts.hostname in LOOPBACK:
        return "localhost", f"http://localhost:{parts.port}" if parts.port else "http://localhost"
    return parts.hostname or "", settings.public_url


def creation_options(
    settings: Settings, *, person: bytes, name: str, challenge: bytes, known: Sequence[bytes] = ()
) -> dict[str, Any]:
    """What `navigator.credentials.create` is given; `known` are the passkeys that this person has already."""
    options = webauthn.generate_registration_options(
        rp_id=party(settings)[0],
        rp_name="Buurt",
        user_id=person,
        user_name=name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
    )
    return with_prf(webauthn.options_to_json(options))


def request_options(settings: Settings, *, challenge: bytes, known: Sequence[bytes] = ()) -> dict[str, Any]:
    """What `navigator.credentials.get` is given; without `known` the person chooses one of their passkeys for us."""
    options = webauthn.generate_authentication_options(
        rp_id=party(settings)[0],
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        user_verification=VERIFIED,
    )
    return with_prf(webauthn.options_to_json(options))


def with_prf(options: str) -> dict[str, Any]:
    """Ask for the secret too."""
    plain: dict[str, Any] = msgspec.json.decode(options)
    first = base64.urlsafe_b64encode(PRF_INPUT).rstrip(b"=").decode()
    return {**plain, "extensions": {"prf": {"eval": {"first": first}}}}


def registered(settings: Settings, answer: Answer, challenge: bytes) -> VerifiedRegistration | None:
    """A new passkey; None where the answer is not right."""
    id, origin = party(settings)
    try:
        return webauthn.verify_registration_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=id,
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError):  # whatever a stranger sent
        return None


def answered(settings: Settings, answer: Answer, challenge: bytes, public_key: bytes) -> VerifiedAuthentication | None:
    """The answer of the passkey with this public key; None where it is not. Who keeps the counter compares it."""
    id, origin = party(settings)
    try:
        return webauthn.verify_authentication_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=id,
            expected_origin=origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError):  # whatever a stranger sent
        return None


def credential_id(answer: Answer) -> bytes:
    """Which passkey answered; empty where the answer does not say."""
    try:
        return webauthn.base64url_to_bytes(answer.credential["rawId"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return b""
