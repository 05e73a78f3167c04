"""Deeds, thanks, rounds of feedback, and what digests have told
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('members', sa.Column('active_on', sa.Date(), nullable=True))
    op.add_column('members', sa.Column('asked', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('items', sa.Column('unnamed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('humans', sa.Column('no_suggestions', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('relationships', sa.Column('deeds_kept', sa.Integer(), server_default='0', nullable=False))
    op.add_column('relationships', sa.Column('rounds_opened', sa.Integer(), server_default='0', nullable=False))
    op.add_column('relationships', sa.Column('feedback_weeks', sa.Integer(), server_default='4', nullable=False))
    op.add_column('relationships', sa.Column('moves', sa.Integer(), server_default='0', nullable=False))
    op.add_column('relationships', sa.Column('digest_at', sa.String(), server_default='Fri 15:00', nullable=False))
    op.add_column('relationships', sa.Column('client_quiet_weeks', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column('relationships', sa.Column('vendor_quiet_weeks', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column('relationships', sa.Column('hook', sa.String(), nullable=True))
    op.add_column('relationships', sa.Column('hook_secret', sa.String(), nullable=True))
    op.create_table('rounds',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revealed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('scores', sa.JSON(), nullable=True),
    sa.Column('changes', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_rounds_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'number', name=op.f('pk_rounds'))
    )
    op.create_table('thanks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('side', sa.String(), nullable=False),
    sa.Column('to_id', sa.String(), nullable=True),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_thanks_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thanks'))
    )
    op.create_index('ix_thanks_lately', 'thanks', ['relationship_id', 'at'], unique=False)
    op.create_table('told',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_told_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'subject', name=op.f('pk_told'))
    )
    op.create_table('trusted',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_trusted_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trusted'))
    )
    op.create_index(op.f('ix_trusted_relationship_id'), 'trusted', ['relationship_id'], unique=False)
    op.create_index('ix_told_lately', 'told', ['relationship_id', 'at'], unique=False)
    op.create_table('corrections',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('side', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_corrections_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'subject', name=op.f('pk_corrections'))
    )
    is_open = sa.text("state = 'open'")
    op.create_index('ix_items_owed', 'items', ['relationship_id', 'opened_at'], unique=False, sqlite_where=is_open, postgresql_where=is_open)
    op.create_index('ix_items_closed', 'items', ['relationship_id', 'closed_at'], unique=False)
    # Whoever was switched on before has a digest from now on: its rule finds out when.
    op.execute("INSERT INTO alarms (relationship_id, rule, subject, at) SELECT id, 'digest', 'weekly', CURRENT_TIMESTAMP FROM relationships WHERE client_live AND vendor_live")
    # The first round of those begins in four weeks, not with the update.
    later = "strftime('%Y-%m-%d %H:%M:%S.000000', 'now', '+28 days')" if op.get_bind().dialect.name == 'sqlite' else "CURRENT_TIMESTAMP + INTERVAL '28 days'"
    op.execute(f"INSERT INTO alarms (relationship_id, rule, subject, at) SELECT id, 'feedback', 'round', {later} FROM relationships WHERE client_live AND vendor_live")
    op.create_table('deeds',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=True),
    sa.Column('by_id', sa.String(), nullable=True),
    sa.Column('side', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('asked_by_id', sa.String(), nullable=True),
    sa.Column('extra', sa.String(), nullable=True),
    sa.Column('workaround', sa.Text(), server_default='', nullable=False),
    sa.Column('seen_by_customers', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('undoable', sa.Boolean(), nullable=True),
    sa.Column('link', sa.Text(), server_default='', nullable=False),
    sa.Column('trusted', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('thanked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_deeds_place_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_deeds_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'number', name=op.f('pk_deeds'))
    )
    op.create_index('ix_deeds_lately', 'deeds', ['relationship_id', 'at'], unique=False)
    op.create_index('ix_deeds_message', 'deeds', ['place_id', 'message'], unique=False)
    op.create_table('respondents',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('side', sa.String(), nullable=False),
    sa.Column('reminders', sa.Integer(), server_default='0', nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('skipped', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=True),
    sa.Column('short', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_respondents_person_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id', 'round'], ['rounds.relationship_id', 'rounds.number'], name=op.f('fk_respondents_relationship_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'round', 'person_id', name=op.f('pk_respondents'))
    )


def downgrade() -> None:
    op.drop_column('items', 'unnamed')
    op.drop_column('members', 'asked')
    op.drop_column('members', 'active_on')
    op.drop_table('respondents')
    op.drop_index('ix_deeds_message', table_name='deeds')
    op.drop_index('ix_deeds_lately', table_name='deeds')
    op.drop_table('deeds')
    op.drop_index(op.f('ix_trusted_relationship_id'), table_name='trusted')
    op.drop_table('trusted')
    op.execute("DELETE FROM alarms WHERE rule IN ('digest', 'feedback')")
    op.drop_index('ix_items_closed', table_name='items')
    op.drop_index('ix_items_owed', table_name='items')
    op.drop_table('corrections')
    op.drop_index('ix_told_lately', table_name='told')
    op.drop_table('told')
    op.drop_index('ix_thanks_lately', table_name='thanks')
    op.drop_table('thanks')
    op.drop_table('rounds')
    op.drop_column('relationships', 'hook_secret')
    op.drop_column('relationships', 'hook')
    op.drop_column('relationships', 'vendor_quiet_weeks')
    op.drop_column('relationships', 'client_quiet_weeks')
    op.drop_column('relationships', 'digest_at')
    op.drop_column('relationships', 'moves')
    op.drop_column('relationships', 'feedback_weeks')
    op.drop_column('relationships', 'rounds_opened')
    op.drop_column('relationships', 'deeds_kept')
    op.drop_column('humans', 'no_suggestions')
