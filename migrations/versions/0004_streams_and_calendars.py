"""Watch stops and recordings; give registrants a calendar of their own."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'stream',
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('address', sa.String(length=500), nullable=False),
        sa.Column('opens_before_minutes', sa.Integer(), nullable=False),
        sa.Column('files_from', sa.String(length=500), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['stop_id'], ['stop.id'], name=op.f('fk_stream_stop_id_stop'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('stop_id', name=op.f('pk_stream')),
    )
    op.create_table(
        'recording',
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('address', sa.String(length=500), nullable=False),
        sa.Column('seconds', sa.Integer(), nullable=True),
        sa.Column('files_from', sa.String(length=500), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_recording_session_id_session'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('session_id', name=op.f('pk_recording')),
    )
    op.add_column('registration', sa.Column('feed_token', sa.String(length=43), nullable=True))
    op.create_index('uq_registration_feed_token', 'registration', ['feed_token'], unique=True)


def downgrade():
    op.drop_index('uq_registration_feed_token', table_name='registration')
    op.drop_column('registration', 'feed_token')
    op.drop_table('recording')
    op.drop_table('stream')
