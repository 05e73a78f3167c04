"""Trays, cards and claims; settings, listening levels, absences

On SQLite a table that is made anew is dropped first, and takes its children with it: so columns are added and dropped
one by one, and only the outbox, which has no children, is made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Every message reads its place's window: now the rows of a place lie side by side (bot/tables.py).
    with op.batch_alter_table('heard', recreate='always', table_kwargs={'sqlite_with_rowid': False}):
        pass
    op.create_table('cards',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('human_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('heeded', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('revision', sa.Integer(), server_default='0', nullable=False),
    sa.ForeignKeyConstraint(['human_id'], ['humans.id'], name=op.f('fk_cards_human_id')),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_cards'))
    )
    with op.batch_alter_table('cards', schema=None) as batch_op:
        batch_op.create_index('ix_cards_human', ['human_id', 'at'], unique=False)

    op.create_table('nudges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(), nullable=True),
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('human_id', sa.Integer(), nullable=True),
    sa.Column('laid_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('show_from', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fate', sa.String(), nullable=False),
    sa.Column('wrong', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('message', sa.String(), nullable=True),
    sa.Column('place_id', sa.String(), nullable=True),
    sa.Column('body', sa.JSON(), nullable=True),
    sa.Column('card', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['human_id'], ['humans.id'], name=op.f('fk_nudges_human_id')),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_nudges_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nudges')),
    sa.UniqueConstraint('key', name=op.f('uq_nudges_key'))
    )
    with op.batch_alter_table('nudges', schema=None) as batch_op:
        batch_op.create_index('ix_nudges_card', ['card'], unique=False)
        batch_op.create_index('ix_nudges_item', ['relationship_id', 'number'], unique=False)
        batch_op.create_index('ix_nudges_lately', ['relationship_id', 'told_at'], unique=False)
        batch_op.create_index('ix_nudges_tray', ['human_id', 'fate', 'told_at'], unique=False)

    op.create_table('off_record',
    sa.Column('place_id', sa.String(), nullable=False),
    sa.Column('thread', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_off_record_place_id'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('place_id', 'thread', name=op.f('pk_off_record'))
    )
    op.add_column('humans', sa.Column('look_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('humans', sa.Column('next_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('humans', sa.Column('quiet', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('humans', sa.Column('away_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('humans', sa.Column('patience', sa.String(), nullable=True))
    op.add_column('humans', sa.Column('patience_until', sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f('ix_humans_look_at'), 'humans', ['look_at'], unique=False)

    op.add_column('items', sa.Column('topic', sa.String(), nullable=True))
    op.add_column('items', sa.Column('blocked_on', sa.Date(), nullable=True))
    op.add_column('items', sa.Column('holds_up', sa.Text(), server_default='', nullable=False))
    op.add_column('items', sa.Column('wanted_by', sa.DateTime(timezone=True), nullable=True))
    op.add_column('items', sa.Column('promised_for', sa.DateTime(timezone=True), nullable=True))
    op.add_column('items', sa.Column('snoozed_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('items', sa.Column('alive_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('items', sa.Column('claimed', sa.String(), nullable=True))
    op.add_column('items', sa.Column('claimed_by', sa.String(), nullable=True))
    op.add_column('items', sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('items', sa.Column('claim_words', sa.Text(), nullable=True))
    op.add_column('items', sa.Column('claim_confirmed', sa.Boolean(), nullable=True))

    op.add_column('members', sa.Column('stand_in_id', sa.String(), nullable=True))
    op.add_column('members', sa.Column('listed', sa.JSON(), nullable=True))
    op.add_column('members', sa.Column('undo', sa.String(), nullable=True))

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pin', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('revises', sa.String(), nullable=True))
        batch_op.alter_column('relationship_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_outbox_revises'), ['revises'], unique=False)

    op.add_column('people', sa.Column('reachable', sa.Boolean(), server_default=sa.true(), nullable=False))

    op.add_column('places', sa.Column('level', sa.String(), server_default='auto', nullable=False))
    op.add_column('places', sa.Column('client_agreed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('places', sa.Column('vendor_agreed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('places', sa.Column('paused', sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column('presses', sa.Column('key', sa.String(), nullable=True))
    op.create_index(op.f('ix_presses_key'), 'presses', ['key'], unique=True)

    op.add_column('relationships', sa.Column('began_at', sa.DateTime(timezone=True), server_default='1970-01-01 00:00:00', nullable=False))
    op.add_column('relationships', sa.Column('messages', sa.Integer(), server_default='0', nullable=False))
    op.add_column('relationships', sa.Column('lines', sa.Integer(), server_default='0', nullable=False))
    op.add_column('relationships', sa.Column('client_live', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('relationships', sa.Column('vendor_live', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('relationships', sa.Column('public_lines', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column('relationships', sa.Column('client_paused', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('relationships', sa.Column('vendor_paused', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('relationships', sa.Column('hushed_until', sa.DateTime(timezone=True), nullable=True))
    op.add_column('relationships', sa.Column('retention_days', sa.Integer(), server_default='365', nullable=False))

    op.add_column('turns', sa.Column('words', sa.Text(), server_default='', nullable=False))



def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE relationship_id IS NULL")
    op.drop_column('turns', 'words')

    op.drop_column('relationships', 'retention_days')
    op.drop_column('relationships', 'hushed_until')
    op.drop_column('relationships', 'vendor_paused')
    op.drop_column('relationships', 'client_paused')
    op.drop_column('relationships', 'public_lines')
    op.drop_column('relationships', 'vendor_live')
    op.drop_column('relationships', 'client_live')
    op.drop_column('relationships', 'began_at')
    op.drop_column('relationships', 'lines')
    op.drop_column('relationships', 'messages')

    op.drop_index(op.f('ix_presses_key'), table_name='presses')
    op.drop_column('presses', 'key')

    op.drop_column('places', 'paused')
    op.drop_column('places', 'vendor_agreed')
    op.drop_column('places', 'client_agreed')
    op.drop_column('places', 'level')

    op.drop_column('people', 'reachable')

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_revises'))
        batch_op.alter_column('relationship_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('revises')
        batch_op.drop_column('pin')

    op.drop_column('members', 'undo')
    op.drop_column('members', 'listed')
    op.drop_column('members', 'stand_in_id')

    op.drop_column('items', 'claim_confirmed')
    op.drop_column('items', 'claim_words')
    op.drop_column('items', 'claimed_at')
    op.drop_column('items', 'claimed_by')
    op.drop_column('items', 'claimed')
    op.drop_column('items', 'alive_at')
    op.drop_column('items', 'snoozed_until')
    op.drop_column('items', 'promised_for')
    op.drop_column('items', 'wanted_by')
    op.drop_column('items', 'holds_up')
    op.drop_column('items', 'blocked_on')
    op.drop_column('items', 'topic')

    op.drop_index(op.f('ix_humans_look_at'), table_name='humans')
    op.drop_column('humans', 'patience_until')
    op.drop_column('humans', 'patience')
    op.drop_column('humans', 'away_until')
    op.drop_column('humans', 'quiet')
    op.drop_column('humans', 'next_at')
    op.drop_column('humans', 'look_at')

    op.drop_table('off_record')
    op.drop_index('ix_nudges_tray', table_name='nudges')
    op.drop_index('ix_nudges_lately', table_name='nudges')
    op.drop_index('ix_nudges_item', table_name='nudges')
    op.drop_index('ix_nudges_card', table_name='nudges')

    op.drop_table('nudges')
    op.drop_index('ix_cards_human', table_name='cards')

    op.drop_table('cards')
