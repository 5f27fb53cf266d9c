"""Give places, withdraw and change registrations, queue mails."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

WAITING = sa.text('sent_at IS NULL AND failed_at IS NULL')


def upgrade():
    op.create_table(
        'outbox',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('recipient', sa.String(length=254), nullable=False),
        sa.Column('language', sa.String(length=35), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=36), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('lane', sa.SmallInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_error', sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
        sa.UniqueConstraint('name', name=op.f('uq_outbox_name')),
    )
    op.create_index(
        'ix_outbox_waiting',
        'outbox',
        ['lane', 'due_at'],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    for column in ('taken_online', 'taken_onsite'):
        op.add_column(
            'event', sa.Column(column, sa.Integer(), nullable=False, server_default='0')
        )
    moment = sa.DateTime(timezone=True)
    op.add_column('registration', sa.Column('participant_list_consent_at', moment, nullable=True))
    op.add_column('registration', sa.Column('speaker_contact_consent_at', moment, nullable=True))
    op.add_column('registration', sa.Column('submission', sa.String(length=64), nullable=True))
    op.add_column(
        'registration', sa.Column('version', sa.Integer(), nullable=False, server_default='1')
    )
    op.create_index(
        'uq_registration_event_id_submission',
        'registration',
        ['event_id', 'submission'],
        unique=True,
    )
    for mode in ('online', 'onsite'):
        op.execute(
            f'UPDATE event SET taken_{mode} = (SELECT count(*) FROM registration'
            f" WHERE event_id = event.id AND mode = '{mode}' AND withdrawn_at IS NULL)"
        )


def downgrade():
    op.drop_index('uq_registration_event_id_submission', table_name='registration')
    for column in (
        'version',
        'submission',
        'speaker_contact_consent_at',
        'participant_list_consent_at',
    ):
        op.drop_column('registration', column)
    for column in ('taken_onsite', 'taken_online'):
        op.drop_column('event', column)
    op.drop_index('ix_outbox_waiting', table_name='outbox')
    op.drop_table('outbox')
