"""What Slack's error codes mean to whoever wanted something said.

The codes stand on the page of each method (docs.slack.dev/reference/methods). One that is not here is a definite no
that may pass.
"""

from __future__ import annotations

from adapters.base import Undeliverable

POSSIBLY_TAKEN = frozenset(
    # "It's possible some aspect of the operation succeeded before the error was raised."
    "fatal_error internal_error service_unavailable "
    # Slack knows the client_msg_id, so it was taken before, and does not find what it was.
    "duplicate_message_not_found duplicate_channel_not_found".split()
)
RATE_LIMITED = frozenset("ratelimited rate_limited".split())
CLOSED = frozenset(
    # There is no such place or person, seen from this installation.
    "channel_not_found not_in_channel is_archived is_inactive user_not_found users_not_found user_not_visible "
    "user_disabled user_not_in_channel invalid_user_combination channel_type_not_supported "
    "method_not_supported_for_channel_type messages_tab_disabled user_is_bot cannot_dm_bot "
    # It may not speak there.
    "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel "
    "restricted_action_non_threadable_channel restricted_action_thread_locked no_permission access_denied "
    "team_access_not_granted ekm_access_denied missing_scope not_allowed_token_type enterprise_is_restricted "
    "slack_connect_blocked_file_type slack_connect_file_upload_sharing_blocked "
    # It is gone.
    "account_inactive invalid_auth not_authed token_revoked app_uninstalled team_not_found org_login_required "
    "two_factor_setup_required".split()
)
"""This installation cannot say it, now or ever; another one perhaps."""
SENSELESS = frozenset(
    "msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format invalid_arguments invalid_arg_name "
    "invalid_array_arg invalid_metadata_format invalid_metadata_schema metadata_too_large "
    "metadata_must_be_sent_from_app too_many_attachments thread_not_found cannot_reply_to_message message_not_found "
    "cant_update_message edit_window_closed bad_timestamp invalid_ts_latest invalid_ts_oldest unknown_method "
    "method_deprecated deprecated_endpoint expired_trigger_id exchanged_trigger_id invalid_trigger_id "
    "trigger_exchanged trigger_expired view_too_large not_found used_url expired_url no_service".split()
)
"""It will not be taken like this, by whoever says it."""


class InDoubt(Exception):
    """It was sent, and nobody knows whether it was taken. No `Undeliverable`: that is a definite no."""


class Refused(Undeliverable):
    """Slack said no, with this code; or, as `http_403`, something on the way to Slack did."""

    def __init__(self, method: str, error: str, needed: str = "") -> None:
        super().__init__(
            f"{method}: {error}{f' ({needed})' if needed else ''}", permanent=error in CLOSED or error in SENSELESS
        )
        self.error = error

    @property
    def closes_the_road(self) -> bool:
        """Whether another installation may get it said."""
        return self.error in CLOSED
