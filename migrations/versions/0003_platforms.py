"""Installations and roads; what a platform says of a person; places that are closed, or behind after a gap
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('people', sa.Column('home', sa.String(), nullable=True))
    op.add_column('people', sa.Column('company', sa.String(), nullable=True))
    op.add_column('people', sa.Column('domain', sa.String(), nullable=True))
    op.add_column('people', sa.Column('guest', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('people', sa.Column('home_zone', sa.String(), nullable=True))
    op.add_column('people', sa.Column('forgotten', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE people SET forgotten = true WHERE NOT reachable AND (name = 'someone' OR name LIKE 'someone at %')")
    op.add_column('members', sa.Column('kept_out', sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column('places', sa.Column('closed', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('places', sa.Column('behind_from', sa.DateTime(timezone=True), nullable=True))
    op.add_column('places', sa.Column('behind_since', sa.DateTime(timezone=True), nullable=True))
    op.add_column('places', sa.Column('catch_up_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f('ix_places_behind_since'), 'places', ['behind_since'], unique=False)

    op.add_column('relationships', sa.Column('touched', sa.Integer(), server_default='0', nullable=False))

    op.create_table('installations',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('bot_user', sa.String(), nullable=False),
    sa.Column('bot', sa.String(), nullable=False),
    sa.Column('app', sa.String(), nullable=False),
    sa.Column('enterprise', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('scopes', sa.Text(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('refresh_token', sa.Text(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refreshing_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('installed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_installations'))
    )
    op.create_table('roads',
    sa.Column('place_id', sa.String(), nullable=False),
    sa.Column('installation_id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['installation_id'], ['installations.id'], name=op.f('fk_roads_installation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('place_id', 'installation_id', name=op.f('pk_roads'))
    )
    op.create_table('pulses',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_pulses'))
    )


def downgrade() -> None:
    op.drop_table('pulses')
    op.drop_table('roads')
    op.drop_table('installations')

    op.drop_column('relationships', 'touched')

    op.drop_index(op.f('ix_places_behind_since'), table_name='places')
    op.drop_column('places', 'catch_up_at')
    op.drop_column('places', 'behind_since')
    op.drop_column('places', 'behind_from')
    op.drop_column('places', 'closed')

    op.drop_column('members', 'kept_out')

    op.drop_column('people', 'forgotten')
    op.drop_column('people', 'home_zone')
    op.drop_column('people', 'guest')
    op.drop_column('people', 'domain')
    op.drop_column('people', 'company')
    op.drop_column('people', 'home')
