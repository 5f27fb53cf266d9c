"""Keep the co-design board."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0006'
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


def downgrade():
    for table in ('sign_off', 'board_comment', 'stage_reached', 'board_card'):
        op.drop_table(table)
