//! The enumerations in the data: kinds, styles, roles, forms of agreement.

/// Declares an enum with, for each variant, the word in the data files and the label on the screen.
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$inner])* $variant,)+ }

        impl $name {
            /// All variants, in display order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word for it in the data files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Returns its label on the screen.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// Returns the variant for a word of the data files.
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
        /// Later reports say that it was done.
        Done = "done", "done";
        /// Later reports say that part of it was done, or that it was under way.
        Partly = "partly", "partly";
        /// Later reports do not mention it.
        NoRecord = "no record", "no record";
    }
}

words! {
    /// What a topic says something about.
    Dimension {
        /// The form of exploitation.
        Form = "form", "form of exploitation";
        /// The people concerned.
        People = "people", "people concerned";
        /// What is done.
        Intervention = "intervention", "intervention";
    }
}

words! {
    /// What a place is.
    PlaceKind {
        /// A country.
        Country = "country", "country";
        /// A part of the world.
        Region = "region", "region";
        /// Countries that have formed a group.
        Group = "group", "group";
    }
}

words! {
    /// What a partner is.
    PartnerKind {
        /// A State or an authority of one.
        Authority = "authority", "authority";
        /// An international organization.
        Organization = "organization", "international organization";
        /// Civil society: an association, a charity, a union, a faith group.
        Association = "association", "association";
        /// A firm or an association of firms.
        Company = "company", "company";
        /// A university or a research institute.
        Academia = "academia", "university or institute";
        /// A fund or a foundation that pays.
        Fund = "fund", "fund";
        /// A network, a coalition or a process.
        Network = "network", "network";
    }
}

words! {
    /// Whether a body answered the survey for the mapping resource.
    Survey {
        /// It answered.
        Answered = "answered", "answered the survey";
        /// It was asked and did not answer.
        NotAnswered = "not answered", "did not answer the survey";
        /// It joined the group after the survey.
        JoinedLater = "joined later", "joined after the survey";
    }
}

words! {
    /// What a printed membership count includes.
    Counted {
        /// Members only.
        Members = "members", "members";
        /// Partners only.
        Partners = "partners", "partners";
        /// Members and partners together.
        Both = "members and partners", "members and partners";
    }
}

words! {
    /// The kind of a passage.
    Kind {
        /// What a body is charged with.
        Mandate = "mandate", "mandate";
        /// Something done or under way.
        Activity = "activity", "activity";
        /// Work with others outside a formal agreement.
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
        /// Who is a member, a partner or a chair.
        Membership = "membership", "membership";
        /// A quotation.
        Quote = "quote", "quotation";
        /// Any other running text.
        Narrative = "narrative", "narrative";
        /// The caption of a picture or a chart.
        Caption = "caption", "caption";
        /// A footnote.
        Note = "note", "footnote";
    }
}

words! {
    /// How a passage is typeset in its report.
    PassageStyle {
        /// A paragraph.
        Paragraph = "paragraph", "paragraph";
        /// A list item.
        Item = "item", "item";
        /// A block quotation.
        Quote = "quote", "quotation";
        /// A row or a cell of a table.
        Row = "row", "row";
        /// The caption of a picture or a chart.
        Caption = "caption", "caption";
        /// A footnote.
        Footnote = "footnote", "footnote";
    }
}

words! {
    /// The role of a body in ICAT in a given year.
    Role {
        /// A member.
        Member = "member", "member";
        /// A partner.
        Partner = "partner", "partner";
        /// The permanent coordinator, which hosts the secretariat.
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

impl Kind {
    /// Returns the kind in six characters at most.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::Mandate => "mand.",
            Self::Activity => "activ.",
            Self::Partnership => "partn.",
            Self::Agreement => "agree.",
            Self::Initiative => "init.",
            Self::Publication => "publ.",
            Self::Recommendation => "recom.",
            Self::Commitment => "comm.",
            Self::Membership => "memb.",
            Self::Quote => "quote",
            Self::Narrative => "narr.",
            Self::Caption => "capt.",
            Self::Note => "note",
        }
    }
}
