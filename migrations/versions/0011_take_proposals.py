"""Take proposals of sessions: calls, questions, proposals, reviews and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'proposal_call',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('wall_opens', sa.DateTime(timezone=False), nullable=True),
        sa.Column('wall_closes', sa.DateTime(timezone=False), nullable=False),
        sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('text_en', sa.Text(), nullable=False),
        sa.Column('text_sv', sa.Text(), nullable=False),
        sa.Column('is_blind', sa.Boolean(), nullable=False),
        sa.Column('kinds', sa.String(length=200), nullable=False),
        sa.Column('lengths', sa.String(length=40), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'],
            ['event.id'],
            name=op.f('fk_proposal_call_event_id_event'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_call')),
        sa.UniqueConstraint('event_id', name=op.f('uq_proposal_call_event_id')),
    )
    op.create_table(
        'proposal_question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('label_en', sa.String(length=300), nullable=False),
        sa.Column('label_sv', sa.String(length=300), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('choices_en', sa.Text(), nullable=False),
        sa.Column('choices_sv', sa.Text(), nullable=False),
        sa.Column('is_required', sa.Boolean(), nullable=False),
        sa.Column('is_personal', sa.Boolean(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'],
            ['event.id'],
            name=op.f('fk_proposal_question_event_id_event'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_question')),
    )
    op.create_index('ix_proposal_question_event_id', 'proposal_question', ['event_id'])
    op.create_table(
        'proposal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('event_id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('seed', sa.String(length=64), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('submission', sa.String(length=64), nullable=True),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('told_state', sa.String(length=12), nullable=False),
        sa.Column('given_name', sa.String(length=120), nullable=False),
        sa.Column('family_name', sa.String(length=120), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('country_code', sa.String(length=2), nullable=False),
        sa.Column('zone', sa.String(length=64), nullable=False),
        sa.Column('sector', sa.String(length=40), nullable=False),
        sa.Column('organisation', sa.String(length=200), nullable=False),
        sa.Column('gender', sa.String(length=12), nullable=False),
        sa.Column('language', sa.String(length=35), nullable=False),
        sa.Column('title_en', sa.String(length=200), nullable=False),
        sa.Column('title_sv', sa.String(length=200), nullable=False),
        sa.Column('abstract_en', sa.Text(), nullable=False),
        sa.Column('abstract_sv', sa.Text(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('themes', sa.String(length=200), nullable=False),
        sa.Column('open_search', sa.Text(), nullable=False),
        sa.Column('personal_search', sa.Text(), nullable=False),
        sa.Column('session_id', sa.Integer(), nullable=True),
        sa.Column('made_speakers', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['event_id'], ['event.id'], name=op.f('fk_proposal_event_id_event'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['session_id'],
            ['session.id'],
            name=op.f('fk_proposal_session_id_session'),
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
        sa.UniqueConstraint('event_id', 'code', name=op.f('uq_proposal_event_id_code')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_proposal_token_digest')),
    )
    op.create_index('ix_proposal_event_id_email', 'proposal', ['event_id', 'email'])
    op.create_index(
        'uq_proposal_event_id_submission', 'proposal', ['event_id', 'submission'], unique=True
    )
    op.create_index('uq_proposal_session_id', 'proposal', ['session_id'], unique=True)
    op.create_table(
        'proposal_answer',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('question_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['proposal_id'],
            ['proposal.id'],
            name=op.f('fk_proposal_answer_proposal_id_proposal'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['question_id'],
            ['proposal_question.id'],
            name=op.f('fk_proposal_answer_question_id_proposal_question'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_answer')),
        sa.UniqueConstraint(
            'proposal_id', 'question_id', name=op.f('uq_proposal_answer_proposal_id_question_id')
        ),
    )
    op.create_index('ix_proposal_answer_question_id', 'proposal_answer', ['question_id'])
    op.create_table(
        'proposal_review',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('score', sa.Integer(), nullable=True),
        sa.Column('comment', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            'score BETWEEN 1 AND 5', name=op.f('ck_proposal_review_score_is_one_to_five')
        ),
        sa.ForeignKeyConstraint(
            ['account_id'],
            ['account.id'],
            name=op.f('fk_proposal_review_account_id_account'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['proposal_id'],
            ['proposal.id'],
            name=op.f('fk_proposal_review_proposal_id_proposal'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_review')),
        sa.UniqueConstraint(
            'proposal_id', 'account_id', name=op.f('uq_proposal_review_proposal_id_account_id')
        ),
    )
    op.create_index('ix_proposal_review_account_id', 'proposal_review', ['account_id'])
    op.create_table(
        'proposal_speaker',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('given_name', sa.String(length=120), nullable=False),
        sa.Column('family_name', sa.String(length=120), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('country_code', sa.String(length=2), nullable=False),
        sa.Column('organisation', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ['proposal_id'],
            ['proposal.id'],
            name=op.f('fk_proposal_speaker_proposal_id_proposal'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_speaker')),
    )
    op.create_index('ix_proposal_speaker_proposal_id', 'proposal_speaker', ['proposal_id'])
    op.create_table(
        'proposal_step',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('proposal_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('actor', sa.String(length=80), nullable=False),
        sa.Column('state', sa.String(length=12), nullable=False),
        sa.Column('is_told', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ['proposal_id'],
            ['proposal.id'],
            name=op.f('fk_proposal_step_proposal_id_proposal'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_step')),
    )
    op.create_index('ix_proposal_step_proposal_id', 'proposal_step', ['proposal_id'])


def downgrade():
    for table in ('step', 'speaker', 'review', 'answer'):
        op.drop_table(f'proposal_{table}')
    op.drop_table('proposal')
    op.drop_table('proposal_question')
    op.drop_table('proposal_call')
    # The role came with the tables: the version before knows no words for it.
    op.execute("DELETE FROM account_grant WHERE role = 'reviewer'")
    op.execute("DELETE FROM account_link WHERE role = 'reviewer'")
