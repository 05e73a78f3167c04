"""What Rapport asks of Slack, as the page that creates an app there takes it.

Fields and their limits: docs.slack.dev/reference/app-manifest. Whoever changes what is heard or called changes it here
too; existing installations then have to be renewed, and `rapport doctor` says so.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

EVENTS = "/slack/events"
"""Where events, buttons, forms, shortcuts and the slash command arrive, all at one address."""
INSTALL = "/slack/install"
"""Where somebody begins to add Rapport to their workspace."""
CALLBACK = "/slack/callback"
"""Where Slack sends them back to."""

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "pins:write",
    "reactions:read",
    "team:read",
    "users:read",
    "users:read.email",
)
"""What the bot may do. Of e-mail addresses only the domain is looked at, to guess who works for whom."""

EVENTS_HEARD = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "tokens_revoked",
    "user_change",
)


def manifest(url: str | None, socket: bool) -> Json:
    """The app as Slack's editor takes it, in JSON.

    `url` is where Slack reaches this server, `https://rapport.example.com`; with Socket Mode nothing has to reach it,
    and an address serves only those who install by themselves. ValueError where there is neither.
    """
    if not (url or socket):
        raise ValueError("either Slack reaches us at an address, or we reach Slack by Socket Mode")
    base = url.rstrip("/") if url else None
    events = None if socket else f"{base}{EVENTS}"
    return {
        "display_information": {
            "name": "Rapport",
            "description": "Nobody waits in silence: keeps a client and its vendor honest with each other.",
        },
        "features": _features(events),
        "oauth_config": {
            **({"redirect_urls": [f"{base}{CALLBACK}"]} if base else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**_at("request_url", events), "bot_events": list(EVENTS_HEARD)},
            "interactivity": {"is_enabled": True, **_at("request_url", events)},
            "org_deploy_enabled": True,
            "socket_mode_enabled": socket,
            # It cannot be switched off again once it is on: left to whoever installs for many workspaces.
            "token_rotation_enabled": False,
        },
    }


def _features(events: str | None) -> Json:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Rapport", "always_online": True},
        "slash_commands": [
            {
                "command": "/rapport",
                **_at("url", events),
                "description": "What waits on you, and every command",
                "usage_hint": "[waiting | ask @who … | setup | help]",
                # So that a mention arrives with the id of who is meant, not as a name that several may have.
                "should_escape": True,
            }
        ],
        "shortcuts": [
            _shortcut("Track as question", "track", "Keeps track of this message as a question to the other company"),
            _shortcut("Log as deed", "deed", "Notes this message as something done in the client's name"),
        ],
    }


def _shortcut(name: str, callback: str, description: str) -> Json:
    return {"name": name, "type": "message", "callback_id": callback, "description": description}


def _at(field: str, url: str | None) -> Json:
    return {field: url} if url else {}
