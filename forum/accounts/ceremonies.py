"""What WebAuthn asks of a browser and its keys, and how their answers are checked. Knows no row.

To load what checks them takes half a second and 28 MB. Most visits of a site bring no passkey, so `passkeys` loads
this module with the first one.
"""

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from forum.accounts.devices import Key, Person, Place, written
from forum.errors import Invalid

# The device asks for a finger, a face or a PIN: what it has and what they are or know, two factors in one.
VERIFIED = UserVerificationRequirement.REQUIRED
# Besides its own: what the library raises about bytes that no browser sends.
BROKEN = (
    WebAuthnException,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def options_to_make(place: Place, challenge: bytes, site: str, person: Person, known: list[str]) -> str:
    return options_to_json(
        generate_registration_options(
            rp_id=place.name,
            rp_name=site,
            user_id=person.id,
            user_name=person.handle,
            user_display_name=person.display_name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known],
        )
    )


def options_to_use(place: Place, challenge: bytes) -> str:
    return options_to_json(
        generate_authentication_options(rp_id=place.name, challenge=challenge, user_verification=VERIFIED)
    )


def made(place: Place, challenge: bytes, sent: str) -> Key:
    """The passkey that a browser made. Invalid when it was not made here, just now, by somebody who was asked."""
    try:
        found = verify_registration_response(
            credential=sent,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except BROKEN:
        raise Invalid("Your browser's answer could not be checked, so no passkey was kept. Try again.") from None
    return Key(written(found.credential_id), written(found.credential_public_key), found.sign_count)


def used(place: Place, challenge: bytes, sent: str, key: Key) -> int:
    """How often the passkey says it was used. Invalid when it is not that one, here and now, or is a copy of it."""
    try:
        found = verify_authentication_response(
            credential=sent,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except BROKEN:
        raise Invalid("That passkey could not be checked. Try again, or sign in another way.") from None
    return found.new_sign_count
