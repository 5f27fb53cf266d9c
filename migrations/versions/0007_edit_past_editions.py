"""Let past editions be edited by several people without losing anything."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        'past_edition', sa.Column('version', sa.Integer(), server_default='1', nullable=False)
    )


def downgrade():
    op.drop_column('past_edition', 'version')
