//! Roles, scopes, deeds and refusals in the language of the page; moments as they are read.

use jiehao_desk::{Deed, Refusal, Role, Scope};
use jiehao_fetch::Error as Unfetched;
use jiehao_register::{ListField, Question, Verdict};
use jiff::Timestamp;

use crate::lang::Lang;

impl Lang {
    pub(crate) fn role(self, role: Role) -> &'static str {
        let d = self.desk();
        match role {
            Role::Reader => d.reader,
            Role::Reviewer => d.reviewer,
            Role::Admin => d.admin,
        }
    }

    pub(crate) fn scope(self, scope: Scope) -> &'static str {
        let d = self.desk();
        match scope {
            Scope::Read => d.scope_read,
            Scope::Review => d.scope_review,
            Scope::Add => d.scope_add,
        }
    }

    /// A column of a list.
    pub(crate) fn field(self, field: ListField) -> &'static str {
        let d = self.desk();
        match field {
            ListField::A => d.field_a,
            ListField::B => d.field_b,
            ListField::Country => d.field_country,
            ListField::Since => d.field_since,
            ListField::Kind => d.field_kind,
            ListField::Level => d.field_level,
            ListField::Status => d.field_status,
            ListField::Within => d.field_within,
        }
    }

    /// Why a page was not had.
    pub(crate) fn unfetched(self, e: &Unfetched) -> String {
        let d = self.desk();
        match e {
            Unfetched::Url(url) => format!("{url} {}", d.fetch_url),
            Unfetched::Host(host) => format!("{host} {}", d.fetch_host),
            // which address, an operator finds in the log
            Unfetched::Private(host, _) => format!("{host} {}", d.fetch_private),
            Unfetched::Redirects(most) => format!("{} ({most})", d.fetch_redirects),
            Unfetched::Status(status) => format!("{} {status}", d.fetch_status),
            Unfetched::TooLarge(most) => format!("{} {most}", d.fetch_large),
            Unfetched::Slow(seconds) => format!("{} {seconds}", d.fetch_slow),
            Unfetched::Connection(_) => d.fetch_lost.to_owned(),
            Unfetched::Encoding(_) => d.fetch_packed.to_owned(),
            Unfetched::Archive(_) => d.archive_broken.to_owned(),
            other => other.to_string(),
        }
    }

    /// A question, as a heading.
    pub(crate) fn question(self, question: Question) -> &'static str {
        let d = self.desk();
        match question {
            Question::LowConfidence => d.question_low,
            Question::OneAct => d.question_act,
            Question::OnePerson => d.question_person,
            Question::WhichPlace => d.question_place,
        }
    }

    /// A question, as it is asked.
    pub(crate) fn asked(self, question: Question) -> &'static str {
        let d = self.desk();
        match question {
            Question::LowConfidence => d.asked_low,
            Question::OneAct => d.asked_act,
            Question::OnePerson => d.asked_person,
            Question::WhichPlace => d.asked_place,
        }
    }

    pub(crate) fn verdict(self, verdict: Verdict) -> &'static str {
        let d = self.desk();
        match verdict {
            Verdict::Accept => d.accept,
            Verdict::Reject => d.reject,
            Verdict::Same => d.same,
            Verdict::Different => d.different,
            Verdict::Undo => d.undo,
        }
    }

    /// What was done, by its name in the log; the name itself where a later version wrote it.
    pub(crate) fn deed(self, name: &str) -> &str {
        let d = self.desk();
        let Some(deed) = Deed::ALL.into_iter().find(|deed| deed.name() == name) else {
            return name;
        };
        match deed {
            Deed::Login => d.deed_login,
            Deed::Refused => d.deed_refused,
            Deed::Logout => d.deed_logout,
            Deed::LogoutAll => d.deed_logout_all,
            Deed::Account => d.deed_account,
            Deed::Role => d.deed_role,
            Deed::Closed => d.deed_closed,
            Deed::Opened => d.deed_opened,
            Deed::Password => d.deed_password,
            Deed::Token => d.deed_token,
            Deed::Revoked => d.deed_revoked,
            Deed::Decided => d.deed_decided,
            Deed::Added => d.deed_added,
        }
    }

    pub(crate) fn refusal(self, refusal: Refusal) -> &'static str {
        let d = self.desk();
        match refusal {
            Refusal::Name => d.refused_name,
            Refusal::Taken => d.refused_taken,
            Refusal::Weak => d.refused_weak,
            Refusal::Wrong => d.login_wrong,
            Refusal::LastAdmin => d.refused_last,
            Refusal::Label => d.refused_label,
            Refusal::Beyond => d.refused_beyond,
            Refusal::TooMany => d.refused_many,
            _ => refusal.mend(),
        }
    }
}

/// A moment, to the minute, in universal time.
pub(crate) fn moment(seconds: i64) -> String {
    let at = Timestamp::from_second(seconds).map(|t| t.to_string());
    let at = at.unwrap_or_default();
    at.get(..16).unwrap_or_default().replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_log_says_is_worded() {
        for deed in Deed::ALL {
            for lang in [Lang::Chinese, Lang::English] {
                assert_ne!(lang.deed(deed.name()), deed.name());
            }
        }
        assert_eq!(
            Lang::English.deed("of a later version"),
            "of a later version"
        );
        assert_eq!(moment(1_717_459_200), "2024-06-04 00:00");
    }
}
