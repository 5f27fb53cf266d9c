"""Keep the co-design board, the balance that is aimed at, decisions, and the roster."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'board_card',
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('stage', sa.String(length=20), nullable=False),
        sa.Column('next_step', sa.String(length=300), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('comparability', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_board_card_session_id_session'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('session_id', name=op.f('pk_board_card')),
    )
    op.create_table(
        'stage_reached',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('stage', sa.String(length=20), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('actor', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_stage_reached_session_id_session'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stage_reached')),
    )
    op.create_index(op.f('ix_stage_reached_session_id'), 'stage_reached', ['session_id'])
    op.create_table(
        'board_comment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=True),
        sa.Column('actor', sa.String(length=80), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_board_comment_session_id_session'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['speaker_id'],
            ['speaker.id'],
            name=op.f('fk_board_comment_speaker_id_speaker'),
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_board_comment')),
    )
    op.create_index(op.f('ix_board_comment_session_id'), 'board_comment', ['session_id'])
    op.create_index(op.f('ix_board_comment_speaker_id'), 'board_comment', ['speaker_id'])
    op.create_table(
        'sign_off',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('actor', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_sign_off_session_id_session'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['speaker_id'],
            ['speaker.id'],
            name=op.f('fk_sign_off_speaker_id_speaker'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_off')),
        sa.UniqueConstraint(
            'session_id',
            'speaker_id',
            'fingerprint',
            name=op.f('uq_sign_off_session_id_speaker_id_fingerprint'),
        ),
    )
    op.create_index(op.f('ix_sign_off_speaker_id'), 'sign_off', ['speaker_id'])
    op.create_table(
        'balance_target',
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('least', sa.Integer(), nullable=False),
        sa.Column('most', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'],
            ['event.id'],
            name=op.f('fk_balance_target_event_id_event'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('event_id', name=op.f('pk_balance_target')),
    )
    op.create_table(
        'decision',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('subject', sa.String(length=12), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('actor', sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_decision_event_id_event'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    )
    op.create_index(op.f('ix_decision_event_id'), 'decision', ['event_id'])
    op.create_table(
        'shift',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=True),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('role', sa.String(length=20), nullable=False),
        sa.Column('languages', sa.String(length=120), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('person_zone', sa.String(length=64), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('wall_starts', sa.DateTime(), nullable=False),
        sa.Column('wall_ends', sa.DateTime(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('tzdata_version', sa.String(length=16), nullable=False),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_shift_ends_after_start')),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_shift_event_id_event'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['stop_id'], ['stop.id'], name=op.f('fk_shift_stop_id_stop'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['speaker_id'],
            ['speaker.id'],
            name=op.f('fk_shift_speaker_id_speaker'),
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_shift')),
        sa.UniqueConstraint('event_id', 'code', name=op.f('uq_shift_event_id_code')),
    )
    op.create_index(op.f('ix_shift_speaker_id'), 'shift', ['speaker_id'])
    op.create_index(op.f('ix_shift_stop_id'), 'shift', ['stop_id'])


def downgrade():
    tables = (
        'shift',
        'decision',
        'balance_target',
        'sign_off',
        'board_comment',
        'stage_reached',
        'board_card',
    )
    for table in tables:
        op.drop_table(table)
