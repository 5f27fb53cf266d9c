"""Find registrations by what people write; let in who arrives on site."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 2_000
LETTERS = str.maketrans(
    {'ø': 'o', 'æ': 'ae', 'œ': 'oe', 'ð': 'd', 'þ': 'th', 'ł': 'l', 'đ': 'd', 'ı': 'i'}
)


def upgrade():
    op.add_column(
        'registration', sa.Column('search_text', sa.Text(), server_default='', nullable=False)
    )
    _fill_search_texts(op.get_bind())
    op.create_index(
        'ix_registration_event_id_registered_at', 'registration', ['event_id', 'registered_at']
    )
    op.create_index('ix_outbox_about', 'outbox', ['about'])
    failed = sa.text('failed_at IS NOT NULL')
    op.create_index(
        'ix_outbox_failed',
        'outbox',
        ['failed_at'],
        sqlite_where=failed,
        postgresql_where=failed,
    )
    op.create_table(
        'check_in',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('registration_id', sa.Integer(), nullable=False),
        sa.Column('stop_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_check_in_event_id_event'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['registration_id'],
            ['registration.id'],
            name=op.f('fk_check_in_registration_id_registration'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['stop_id'], ['stop.id'], name=op.f('fk_check_in_stop_id_stop'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['account_id'],
            ['account.id'],
            name=op.f('fk_check_in_account_id_account'),
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in')),
    )
    op.create_index('ix_check_in_event_id_at', 'check_in', ['event_id', 'at'])
    op.create_index('ix_check_in_stop_id', 'check_in', ['stop_id'])
    op.create_index('ix_check_in_account_id', 'check_in', ['account_id'])
    _create_once('uq_check_in_registration_id_event', ['registration_id'], 'NULL')
    _create_once('uq_check_in_registration_id_stop', ['registration_id', 'stop_id'], 'NOT NULL')


def downgrade():
    op.drop_table('check_in')
    op.drop_index('ix_outbox_failed', table_name='outbox')
    op.drop_index('ix_outbox_about', table_name='outbox')
    op.drop_index('ix_registration_event_id_registered_at', table_name='registration')
    op.drop_column('registration', 'search_text')


def _create_once(name, columns, stop_id):
    condition = sa.text(f'undone_at IS NULL AND stop_id IS {stop_id}')
    op.create_index(
        name,
        'check_in',
        columns,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _fill_search_texts(connection):
    table = sa.table(
        'registration',
        *(sa.column(name) for name in ('id', 'search_text')),
        *(sa.column(name) for name in ('family_name', 'given_name')),
        *(sa.column(name) for name in ('organisation', 'email', 'code')),
    )
    told = [table.c.family_name, table.c.given_name, table.c.organisation]
    write = (
        sa.update(table)
        .where(table.c.id == sa.bindparam('number'))
        .values(search_text=sa.bindparam('text'))
    )
    last = 0
    while True:
        rows = connection.execute(
            sa.select(table.c.id, *told, table.c.email, table.c.code)
            .where(table.c.id > last)
            .order_by(table.c.id)
            .limit(ROWS_AT_ONCE)
        ).all()
        if not rows:
            return
        connection.execute(
            write, [{'number': row[0], 'text': _plain(' '.join(row[1:]))} for row in rows]
        )
        last = rows[-1][0]


def _plain(text):
    decomposed = unicodedata.normalize('NFKD', text.casefold().translate(LETTERS))
    letters = ''.join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r'[\W_]+', ' ', re.sub(r"['’]", '', letters)).strip()
