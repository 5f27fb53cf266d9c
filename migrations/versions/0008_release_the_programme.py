"""Keep what organisers change apart from what is public, until it is released."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        'event', sa.Column('release_number', sa.Integer(), server_default='0', nullable=False)
    )
    op.create_table(
        'release',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('released_by', sa.String(length=200), nullable=False),
        sa.Column('note_en', sa.Text(), nullable=False),
        sa.Column('note_sv', sa.Text(), nullable=False),
        sa.Column('session_count', sa.Integer(), nullable=False),
        sa.Column('mail_count', sa.Integer(), nullable=False),
        sa.Column('changes', sa.Text(), nullable=False),
        sa.Column('snapshot', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'],
            ['event.id'],
            name=op.f('fk_release_event_id_event'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_release')),
        sa.UniqueConstraint('event_id', 'number', name=op.f('uq_release_event_id_number')),
    )
    op.create_table(
        'pending_session',
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('track_id', sa.Integer(), nullable=True),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('wall_starts', sa.DateTime(), nullable=False),
        sa.Column('wall_ends', sa.DateTime(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('tzdata_version', sa.String(length=16), nullable=False),
        sa.Column('title_en', sa.String(length=300), nullable=False),
        sa.Column('title_sv', sa.String(length=300), nullable=False),
        sa.Column('abstract_en', sa.Text(), nullable=False),
        sa.Column('abstract_sv', sa.Text(), nullable=False),
        sa.Column('theme', sa.String(length=40), nullable=False),
        sa.Column('host_country_code', sa.String(length=2), nullable=False),
        sa.Column('guest_zone', sa.String(length=64), nullable=False),
        sa.Column('language', sa.String(length=35), nullable=False),
        sa.Column('capacity', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.CheckConstraint(
            'ends_at > starts_at', name=op.f('ck_pending_session_ends_after_start')
        ),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_pending_session_session_id_session'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['stop_id'],
            ['stop.id'],
            name=op.f('fk_pending_session_stop_id_stop'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['track_id'],
            ['track.id'],
            name=op.f('fk_pending_session_track_id_track'),
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('session_id', name=op.f('pk_pending_session')),
    )
    for column in ('stop_id', 'track_id'):
        op.create_index(op.f(f'ix_pending_session_{column}'), 'pending_session', [column])
    op.create_table(
        'pending_appearance',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(length=20), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['pending_session.session_id'],
            name=op.f('fk_pending_appearance_session_id_pending_session'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['speaker_id'],
            ['speaker.id'],
            name=op.f('fk_pending_appearance_speaker_id_speaker'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pending_appearance')),
        sa.UniqueConstraint(
            'session_id', 'speaker_id', 'role', name=op.f('uq_pending_appearance_session_id_speaker_id_role')
        ),
    )
    op.create_index(
        op.f('ix_pending_appearance_speaker_id'), 'pending_appearance', ['speaker_id']
    )


def downgrade():
    op.drop_table('pending_appearance')
    op.drop_table('pending_session')
    op.drop_table('release')
    op.drop_column('event', 'release_number')
