"""The first ledger"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('humans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_humans'))
    )
    op.create_table('relationships',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operator', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('items_opened', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relationships'))
    )
    op.create_table('seen',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_seen'))
    )
    with op.batch_alter_table('seen', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seen_at'), ['at'], unique=False)

    op.create_table('alarms',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_alarms_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'rule', 'subject', name=op.f('pk_alarms'))
    )
    with op.batch_alter_table('alarms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alarms_at'), ['at'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('thread', sa.String(), nullable=True),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('fence', sa.Integer(), nullable=False),
    sa.Column('attempted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ref', sa.String(), nullable=True),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('retracted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_outbox_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_item', ['relationship_id', 'number'], unique=False)
        batch_op.create_index('ix_outbox_waiting', ['state', 'due_at'], unique=False)

    op.create_table('people',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('human_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=True),
    sa.Column('hours', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['human_id'], ['humans.id'], name=op.f('fk_people_human_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people'))
    )
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_people_human_id'), ['human_id'], unique=False)

    op.create_table('places',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('private_to', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_places_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places'))
    )
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_places_relationship_id'), ['relationship_id'], unique=False)

    op.create_table('presses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_presses_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presses'))
    )
    with op.batch_alter_table('presses', schema=None) as batch_op:
        batch_op.create_index('ix_presses_item', ['relationship_id', 'number'], unique=False)

    op.create_table('agreements',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('client_confirmed_by', sa.String(), nullable=True),
    sa.Column('client_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('vendor_confirmed_by', sa.String(), nullable=True),
    sa.Column('vendor_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['client_confirmed_by'], ['people.id'], name=op.f('fk_agreements_client_confirmed_by'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_agreements_relationship_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vendor_confirmed_by'], ['people.id'], name=op.f('fk_agreements_vendor_confirmed_by'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'version', name=op.f('pk_agreements'))
    )
    op.create_table('go_betweens',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('deputy_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['deputy_id'], ['people.id'], name=op.f('fk_go_betweens_deputy_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_go_betweens_person_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_go_betweens_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'side', 'topic', name=op.f('pk_go_betweens'))
    )
    op.create_table('heard',
    sa.Column('place_id', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('thread', sa.String(), nullable=True),
    sa.Column('author_id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_heard_place_id'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('place_id', 'message', name=op.f('pk_heard'))
    )
    with op.batch_alter_table('heard', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_heard_at'), ['at'], unique=False)
        batch_op.create_index('ix_heard_lately', ['place_id', 'at'], unique=False)

    op.create_table('items',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('place_id', sa.String(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('thread', sa.String(), nullable=False),
    sa.Column('in_channel', sa.Boolean(), nullable=False),
    sa.Column('asker_id', sa.String(), nullable=False),
    sa.Column('asker_side', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('client_target', sa.Integer(), nullable=False),
    sa.Column('vendor_target', sa.Integer(), nullable=False),
    sa.Column('clock_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clock_moved', sa.Boolean(), nullable=False),
    sa.Column('climbed', sa.Integer(), nullable=False),
    sa.Column('climbed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(), nullable=True),
    sa.Column('closing', sa.String(), nullable=True),
    sa.Column('progress', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['asker_id'], ['people.id'], name=op.f('fk_items_asker_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['closed_by'], ['people.id'], name=op.f('fk_items_closed_by'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_items_place_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_items_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'number', name=op.f('pk_items'))
    )
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.create_index('ix_items_closing', ['place_id', 'closing'], unique=False)
        batch_op.create_index('ix_items_message', ['place_id', 'message'], unique=False)
        batch_op.create_index('ix_items_open_in_channel', ['place_id', 'opened_at'], unique=False, sqlite_where=sa.text("state = 'open' AND in_channel = 1"), postgresql_where=sa.text("state = 'open' AND in_channel"))
        batch_op.create_index('ix_items_open_in_thread', ['place_id', 'thread'], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('members',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('side', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_members_person_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_members_relationship_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'person_id', name=op.f('pk_members'))
    )
    op.create_table('sides',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(), nullable=False),
    sa.Column('company', sa.String(), nullable=False),
    sa.Column('sponsor_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['relationship_id'], ['relationships.id'], name=op.f('fk_sides_relationship_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sponsor_id'], ['people.id'], name=op.f('fk_sides_sponsor_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'side', name=op.f('pk_sides'))
    )
    op.create_table('turns',
    sa.Column('relationship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('side', sa.String(), nullable=True),
    sa.Column('person_id', sa.String(), nullable=True),
    sa.Column('third_party', sa.String(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_turns_person_id'), onupdate='CASCADE'),
    sa.ForeignKeyConstraint(['relationship_id', 'number'], ['items.relationship_id', 'items.number'], name=op.f('fk_turns_relationship_id_number'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('relationship_id', 'number', 'seq', name=op.f('pk_turns'))
    )


def downgrade() -> None:
    op.drop_table('turns')
    op.drop_table('sides')
    op.drop_table('members')
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.drop_index('ix_items_open_in_thread', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index('ix_items_open_in_channel', sqlite_where=sa.text("state = 'open' AND in_channel = 1"), postgresql_where=sa.text("state = 'open' AND in_channel"))
        batch_op.drop_index('ix_items_message')
        batch_op.drop_index('ix_items_closing')

    op.drop_table('items')
    with op.batch_alter_table('heard', schema=None) as batch_op:
        batch_op.drop_index('ix_heard_lately')
        batch_op.drop_index(batch_op.f('ix_heard_at'))

    op.drop_table('heard')
    op.drop_table('go_betweens')
    op.drop_table('agreements')
    with op.batch_alter_table('presses', schema=None) as batch_op:
        batch_op.drop_index('ix_presses_item')

    op.drop_table('presses')
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_places_relationship_id'))

    op.drop_table('places')
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_people_human_id'))

    op.drop_table('people')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_waiting')
        batch_op.drop_index('ix_outbox_item')

    op.drop_table('outbox')
    with op.batch_alter_table('alarms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alarms_at'))

    op.drop_table('alarms')
    with op.batch_alter_table('seen', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seen_at'))

    op.drop_table('seen')
    op.drop_table('relationships')
    op.drop_table('humans')
