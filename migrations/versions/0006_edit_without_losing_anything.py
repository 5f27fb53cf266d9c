"""Let several people edit at once without losing anything; give events a state."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

EDITED = ('series', 'stop', 'track', 'session', 'speaker')


def upgrade():
    for table in EDITED:
        op.add_column(
            table, sa.Column('version', sa.Integer(), server_default='1', nullable=False)
        )
    with op.batch_alter_table('event') as event:
        event.add_column(
            sa.Column('edit_version', sa.Integer(), server_default='1', nullable=False)
        )
        event.add_column(
            sa.Column('state', sa.String(length=12), server_default='published', nullable=False)
        )
        event.add_column(sa.Column('replaced_by_id', sa.Integer(), nullable=True))
        event.add_column(sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True))
        event.create_foreign_key(
            op.f('fk_event_replaced_by_id_event'),
            'event',
            ['replaced_by_id'],
            ['id'],
            ondelete='SET NULL',
        )
    op.create_index(op.f('ix_event_replaced_by_id'), 'event', ['replaced_by_id'])


def downgrade():
    op.drop_index(op.f('ix_event_replaced_by_id'), table_name='event')
    with op.batch_alter_table('event') as event:
        event.drop_constraint(op.f('fk_event_replaced_by_id_event'), type_='foreignkey')
        for name in ('archived_at', 'replaced_by_id', 'state', 'edit_version'):
            event.drop_column(name)
    for table in reversed(EDITED):
        op.drop_column(table, 'version')
