//! What the service is and can do.

use serde::Serialize;
use utoipa::ToSchema;

use super::SERVICE;
use super::candidate::{Kind, Sort};
use crate::api::call::Call;

/// A description of the service.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct Manifest {
    /// Versions of the protocol.
    versions: [&'static str; 1],
    /// Its name.
    name: &'static str,
    /// What ids are ids of.
    identifier_space: &'static str,
    /// What properties are properties of.
    schema_space: &'static str,
    /// The description for people.
    documentation: String,
    /// Version of the program.
    service_version: &'static str,
    /// What there is to match with.
    default_types: [Kind; 3],
    /// The page of a candidate.
    view: Url,
    /// The card of a candidate.
    preview: Preview,
    /// Completion of what is typed.
    suggest: Suggest,
    /// Values of what was matched.
    extend: Extend,
}

/// An address in which an id is filled in.
#[derive(Serialize, ToSchema)]
struct Url {
    /// With `{{id}}` for the id.
    url: String,
}

/// Cards.
#[derive(Serialize, ToSchema)]
struct Preview {
    /// With `{{id}}` for the id.
    url: String,
    /// Pixels.
    width: u16,
    /// Pixels.
    height: u16,
}

/// Services that complete.
#[derive(Serialize, ToSchema)]
struct Suggest {
    /// Names.
    entity: Service,
    /// Types.
    r#type: Service,
    /// Properties.
    property: Service,
}

/// Where a service is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
struct Service {
    /// The site.
    service_url: String,
    /// The path.
    service_path: String,
}

/// How values are fetched.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
struct Extend {
    /// Where properties of a type are proposed.
    propose_properties: Service,
    /// Settings of properties: there are none.
    property_settings: [&'static str; 0],
}

/// The manifest, with addresses as the caller knows the site.
pub(super) fn manifest(call: &Call, base: &str) -> Manifest {
    let lang = call.ask.lang;
    let service = |path: &str| Service {
        service_url: base.to_owned(),
        service_path: format!("{SERVICE}/{path}"),
    };
    Manifest {
        versions: ["0.2"],
        name: lang.api().service,
        identifier_space: "urn:jiehao:",
        schema_space: "urn:jiehao:vocabulary:",
        documentation: format!("{base}{}#reconcile", lang.to("api")),
        service_version: env!("CARGO_PKG_VERSION"),
        default_types: Sort::ALL.map(|sort| sort.kind(lang)),
        view: Url {
            url: format!("{base}{SERVICE}/view/{{{{id}}}}"),
        },
        preview: Preview {
            url: format!("{base}{SERVICE}/preview/{{{{id}}}}"),
            width: 420,
            height: 220,
        },
        suggest: Suggest {
            entity: service("suggest/entity"),
            r#type: service("suggest/type"),
            property: service("suggest/property"),
        },
        extend: Extend {
            propose_properties: service("propose"),
            property_settings: [],
        },
    }
}
