//! The closed lists of words in the data: kinds, styles, roles, forms of agreement.

/// Declares an enum of words that stand in the data, with the word and the name that people read.
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$inner])* $variant,)+ }

        impl $name {
            /// All of them, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for it in the data.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What it is called on the screen.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The one that a word of the data stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// What became of a commitment, as we read it.
    Outcome {
        /// The reports that followed tell that it was done.
        Done = "done", "done";
        /// They tell of a part of it, or that it was under way.
        Partly = "partly", "partly";
        /// They do not speak of it.
        NoRecord = "no record", "no record";
    }
}

words! {
    /// What a printed number of members counts.
    Counted {
        /// Members alone.
        Members = "members", "members";
        /// Partners alone.
        Partners = "partners", "partners";
        /// Both together.
        Both = "members and partners", "members and partners";
    }
}

words! {
    /// What a passage is.
    Kind {
        /// What a body is charged with.
        Mandate = "mandate", "mandate";
        /// Something done or under way.
        Activity = "activity", "activity";
        /// Working with others, outside a formal agreement.
        Partnership = "partnership", "partnership";
        /// An entry of the table of memoranda of understanding and other frameworks.
        Agreement = "agreement", "agreement";
        /// A row of the table of multi-stakeholder initiatives.
        Initiative = "initiative", "initiative";
        /// A publication.
        Publication = "publication", "publication";
        /// What States or others are urged to do.
        Recommendation = "recommendation", "recommendation";
        /// What ICAT or a body says that it will do.
        Commitment = "commitment", "commitment";
        /// Who is a member, a partner, a chair.
        Membership = "membership", "membership";
        /// Somebody's words.
        Quote = "quote", "quotation";
        /// Everything else that a reader reads.
        Narrative = "narrative", "narrative";
        /// What stands under a picture or a chart.
        Caption = "caption", "caption";
        /// A footnote.
        Note = "note", "footnote";
    }
}

words! {
    /// How a passage is set in its report.
    Style {
        /// A paragraph.
        Paragraph = "paragraph", "paragraph";
        /// An item of a list.
        Item = "item", "item";
        /// A quotation set off from the text.
        Quote = "quote", "quotation";
        /// A row or a cell of a table.
        Row = "row", "row";
        /// What stands under a picture or a chart.
        Caption = "caption", "caption";
        /// A footnote.
        Footnote = "footnote", "footnote";
    }
}

words! {
    /// What a body is in ICAT in a year.
    Role {
        /// A member.
        Member = "member", "member";
        /// A partner.
        Partner = "partner", "partner";
        /// The permanent coordinator, who hosts the secretariat.
        Coordinator = "coordinator", "coordinator";
        /// One of the year's chairs.
        CoChair = "co-chair", "co-chair";
    }
}

words! {
    /// The form of an agreement between two bodies.
    AgreementForm {
        /// A memorandum of understanding.
        Mou = "mou", "memorandum of understanding";
        /// Another formal framework of cooperation.
        Framework = "framework", "other formal framework";
    }
}
