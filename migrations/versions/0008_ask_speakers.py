"""Ask speakers: invitations, answers, hours, consents and photos; tell when texts were written."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0006'
branch_labels = None
depends_on = None

TEXTS = ('title_en', 'title_sv', 'abstract_en', 'abstract_sv')


def moment(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def speaker_of(table):
    return sa.ForeignKeyConstraint(
        ['speaker_id'],
        ['speaker.id'],
        name=op.f(f'fk_{table}_speaker_id_speaker'),
        ondelete='CASCADE',
    )


def upgrade():
    op.add_column(
        'speaker', sa.Column('language', sa.String(length=35), server_default='', nullable=False)
    )
    for text in TEXTS:
        op.add_column('session', moment(f'{text}_changed_at', nullable=True))
    op.create_table(
        'speaker_invitation',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('seed', sa.String(length=64), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        moment('sent_at'),
        moment('reminded_at', nullable=True),
        sa.Column('reminders', sa.Integer(), nullable=False),
        moment('answered_at', nullable=True),
        moment('hours_stated_at', nullable=True),
        moment('revoked_at', nullable=True),
        speaker_of('speaker_invitation'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_invitation')),
        sa.UniqueConstraint('speaker_id', name=op.f('uq_speaker_invitation_speaker_id')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_speaker_invitation_token_digest')),
    )
    op.create_table(
        'speaker_answer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('answer', sa.String(length=12), nullable=False),
        sa.Column('note', sa.String(length=500), nullable=False),
        moment('starts_at'),
        moment('ends_at'),
        moment('answered_at'),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_speaker_answer_session_id_session'),
            ondelete='CASCADE',
        ),
        speaker_of('speaker_answer'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_answer')),
        sa.UniqueConstraint(
            'session_id', 'speaker_id', name=op.f('uq_speaker_answer_session_id_speaker_id')
        ),
    )
    op.create_index(op.f('ix_speaker_answer_speaker_id'), 'speaker_answer', ['speaker_id'])
    op.create_table(
        'speaker_hours',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('wall_starts', sa.DateTime(), nullable=False),
        sa.Column('wall_ends', sa.DateTime(), nullable=False),
        moment('starts_at'),
        moment('ends_at'),
        sa.Column('tzdata_version', sa.String(length=16), nullable=False),
        speaker_of('speaker_hours'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_hours')),
        sa.UniqueConstraint('speaker_id', 'starts_at', name=op.f('uq_speaker_hours_speaker_id_starts_at')),
    )
    op.create_table(
        'speaker_statement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('about', sa.String(length=20), nullable=False),
        sa.Column('words_version', sa.Integer(), nullable=False),
        moment('given_at'),
        moment('withdrawn_at', nullable=True),
        speaker_of('speaker_statement'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_statement')),
        sa.UniqueConstraint('speaker_id', 'about', name=op.f('uq_speaker_statement_speaker_id_about')),
    )
    op.create_table(
        'speaker_photo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('speaker_id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('small', sa.LargeBinary(), nullable=False),
        sa.Column('large', sa.LargeBinary(), nullable=False),
        moment('stored_at'),
        speaker_of('speaker_photo'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker_photo')),
        sa.UniqueConstraint('speaker_id', name=op.f('uq_speaker_photo_speaker_id')),
    )
    op.create_index(op.f('ix_speaker_photo_digest'), 'speaker_photo', ['digest'])


def downgrade():
    for table in (
        'speaker_photo',
        'speaker_statement',
        'speaker_hours',
        'speaker_answer',
        'speaker_invitation',
    ):
        op.drop_table(table)
    for text in reversed(TEXTS):
        op.drop_column('session', f'{text}_changed_at')
    op.drop_column('speaker', 'language')
