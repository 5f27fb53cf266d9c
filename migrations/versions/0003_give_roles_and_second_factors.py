"""Give roles per event, invitations, second factors, browsers that can be signed out, limits."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
EVERYWHERE = sa.text('series_id IS NULL AND event_id IS NULL')
SERIES = sa.text('series_id IS NOT NULL')
EVENT = sa.text('event_id IS NOT NULL')


def key(table):
    return sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}'))


def reference(table, column, other):
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete='CASCADE'
    )


def upgrade():
    op.create_table(
        'account_grant',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(length=12), nullable=False),
        sa.Column('series_id', sa.Integer(), nullable=True),
        sa.Column('event_id', sa.Integer(), nullable=True),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.CheckConstraint(
            'series_id IS NULL OR event_id IS NULL', name=op.f('ck_account_grant_one_scope')
        ),
        key('account_grant'),
        reference('account_grant', 'account_id', 'account'),
        reference('account_grant', 'series_id', 'series'),
        reference('account_grant', 'event_id', 'event'),
    )
    op.create_index(op.f('ix_account_grant_account_id'), 'account_grant', ['account_id'])
    for name, columns, where in (
        ('everywhere', ['account_id'], EVERYWHERE),
        ('series', ['account_id', 'series_id'], SERIES),
        ('event', ['account_id', 'event_id'], EVENT),
    ):
        op.create_index(
            f'uq_account_grant_{name}',
            'account_grant',
            columns,
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )
    op.execute(
        'INSERT INTO account_grant (account_id, role, created_at)'
        ' SELECT id, role, created_at FROM account'
    )
    op.drop_column('account', 'role')
    op.add_column('account', sa.Column('codes_seed', sa.String(length=64), nullable=True))
    op.add_column('account', sa.Column('codes_since_at', MOMENT, nullable=True))
    op.add_column('account', sa.Column('codes_last_step', sa.BigInteger(), nullable=True))
    create_proofs()
    op.create_table(
        'rate_window',
        sa.Column('key', sa.String(length=80), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('ends_at', MOMENT, nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_rate_window')),
    )
    op.create_index(op.f('ix_rate_window_ends_at'), 'rate_window', ['ends_at'])


def create_proofs():
    op.create_table(
        'account_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('purpose', sa.String(length=12), nullable=False),
        sa.Column('seed', sa.String(length=64), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('role', sa.String(length=12), nullable=True),
        sa.Column('series_id', sa.Integer(), nullable=True),
        sa.Column('event_id', sa.Integer(), nullable=True),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('expires_at', MOMENT, nullable=False),
        sa.Column('used_at', MOMENT, nullable=True),
        key('account_link'),
        reference('account_link', 'series_id', 'series'),
        reference('account_link', 'event_id', 'event'),
        sa.UniqueConstraint('token_digest', name=op.f('uq_account_link_token_digest')),
    )
    op.create_index(op.f('ix_account_link_email'), 'account_link', ['email'])
    op.create_table(
        'browser_session',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('device', sa.String(length=60), nullable=False),
        sa.Column('challenge', sa.String(length=64), nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('proven_at', MOMENT, nullable=True),
        sa.Column('seen_at', MOMENT, nullable=False),
        sa.Column('ended_at', MOMENT, nullable=True),
        key('browser_session'),
        reference('browser_session', 'account_id', 'account'),
        sa.UniqueConstraint('token_digest', name=op.f('uq_browser_session_token_digest')),
    )
    op.create_index(op.f('ix_browser_session_account_id'), 'browser_session', ['account_id'])
    op.create_table(
        'recovery_code',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('code_digest', sa.String(length=64), nullable=False),
        sa.Column('used_at', MOMENT, nullable=True),
        key('recovery_code'),
        reference('recovery_code', 'account_id', 'account'),
    )
    op.create_index(op.f('ix_recovery_code_account_id'), 'recovery_code', ['account_id'])
    op.create_table(
        'passkey',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('credential', sa.String(length=1400), nullable=False),
        sa.Column('public_key', sa.Text(), nullable=False),
        sa.Column('sign_count', sa.BigInteger(), nullable=False),
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('used_at', MOMENT, nullable=True),
        key('passkey'),
        reference('passkey', 'account_id', 'account'),
        sa.UniqueConstraint('credential', name=op.f('uq_passkey_credential')),
    )
    op.create_index(op.f('ix_passkey_account_id'), 'passkey', ['account_id'])


def downgrade():
    op.drop_table('rate_window')
    op.drop_table('passkey')
    op.drop_table('recovery_code')
    op.drop_table('browser_session')
    op.drop_table('account_link')
    for column in ('codes_last_step', 'codes_since_at', 'codes_seed'):
        op.drop_column('account', column)
    # Who had a role at some events only may do the least afterwards.
    op.add_column(
        'account', sa.Column('role', sa.String(length=12), nullable=False, server_default='door')
    )
    op.execute(
        'UPDATE account SET role = (SELECT role FROM account_grant WHERE account_id = account.id'
        ' AND series_id IS NULL AND event_id IS NULL)'
        ' WHERE EXISTS (SELECT 1 FROM account_grant WHERE account_id = account.id'
        ' AND series_id IS NULL AND event_id IS NULL)'
    )
    op.drop_table('account_grant')
