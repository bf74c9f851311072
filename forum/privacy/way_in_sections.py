"""What a person's export holds of how they sign in; never what would open the account."""

from collections.abc import Sequence

from forum.accounts.keys import Authenticator, Passkey, Ticket
from forum.accounts.models import Session
from forum.privacy.belongings import tickets_of
from forum.privacy.section import Section
from forum.sso.models import Identity

OF_THE_WAYS_IN: Sequence[Section] = (
    Section(
        "sessions",
        Session,
        lambda account: Session.account_id == account.id,
        (Session.id,),
        {
            "device": Session.device,
            "on": Session.origin,
            "began": Session.created_at,
            "last_seen": Session.last_seen_at,
            "ends": Session.expires_at,
            "proved": Session.proved_at,
            "second_factor": Session.second_at,
            "network": Session.network,
        },
    ),
    Section(
        "passkeys",
        Passkey,
        lambda account: Passkey.account_id == account.id,
        (Passkey.id,),
        {"name": Passkey.name, "made": Passkey.created_at, "last_used": Passkey.last_used_at},
    ),
    Section(
        "authenticators",
        Authenticator,
        lambda account: Authenticator.account_id == account.id,
        (Authenticator.account_id,),
        {"made": Authenticator.created_at, "confirmed": Authenticator.confirmed_at},
    ),
    Section(
        "tickets",
        Ticket,
        tickets_of,
        (Ticket.id,),
        {
            "for": Ticket.purpose,
            "email": Ticket.email,
            "name": Ticket.name,
            "next": Ticket.next,
            "asked": Ticket.created_at,
            "ends": Ticket.expires_at,
            "used": Ticket.used_at,
            "wrong_codes": Ticket.wrong_codes,
        },
    ),
    Section(
        "identities",
        Identity,
        lambda account: Identity.account_id == account.id,
        (Identity.issuer, Identity.subject),
        {
            "issuer": Identity.issuer,
            "known_there_as": Identity.subject,
            "since": Identity.created_at,
            "last": Identity.last_at,
            "name": Identity.name,
            "badge": Identity.badge,
            "role": Identity.role,
        },
    ),
)
