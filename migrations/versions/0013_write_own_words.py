"""Let organisers add words of their own to the letters that tell decisions."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    for table in ('proposal', 'proposal_step'):
        op.add_column(table, sa.Column('words', sa.Text(), server_default='', nullable=False))


def downgrade():
    for table in ('proposal_step', 'proposal'):
        op.drop_column(table, 'words')
