"""Let people change their address and delete their account."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('account', sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('account_link') as link:
        link.add_column(sa.Column('account_id', sa.Integer(), nullable=True))
        link.create_foreign_key(
            op.f('fk_account_link_account_id_account'),
            'account',
            ['account_id'],
            ['id'],
            ondelete='CASCADE',
        )
    op.create_index(op.f('ix_account_link_account_id'), 'account_link', ['account_id'])


def downgrade():
    op.drop_index(op.f('ix_account_link_account_id'), table_name='account_link')
    with op.batch_alter_table('account_link') as link:
        link.drop_constraint(op.f('fk_account_link_account_id_account'), type_='foreignkey')
        link.drop_column('account_id')
    op.drop_column('account', 'deleted_at')
