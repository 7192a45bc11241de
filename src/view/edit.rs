//! Where a page's source can be edited on its forge.

use crate::base::path::SourcePath;
use crate::base::text::encode_path;
use crate::config::{Forge, Repository};

/// The address of the forge's own editor for `path`, by each forge's documented form.
pub(super) fn edit_address(repository: &Repository, path: &SourcePath) -> String {
    let Repository { forge, url, branch, folder } = repository;
    let file = if folder.is_empty() { path.to_string() } else { format!("{folder}/{path}") };
    let file = encode_path(&file);
    let branch = encode_path(branch);
    match forge {
        Forge::GitHub => format!("{url}/edit/{branch}/{file}"),
        Forge::GitLab => format!("{url}/-/edit/{branch}/{file}"),
        Forge::Gitea => format!("{url}/_edit/{branch}/{file}"),
        Forge::AzureDevOps => format!("{url}?path=/{file}&version=GB{branch}"),
        Forge::Bitbucket => format!("{url}/src/{branch}/{file}?mode=edit"),
    }
}

/// Where a question or a problem can be filed on the forge.
pub(super) fn issue_address(repository: &Repository) -> String {
    let url = &repository.url;
    match repository.forge {
        Forge::GitHub | Forge::Gitea | Forge::Bitbucket => format!("{url}/issues/new"),
        Forge::GitLab => format!("{url}/-/issues/new"),
        Forge::AzureDevOps => url.replacen("/_git/", "/_workitems/create/Issue?repo=", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_forge_has_its_own_editor() {
        let at = |forge| {
            let (url, branch, folder) = ("https://forge.example/a/kb".to_owned(), "main".to_owned(), "site".to_owned());
            edit_address(&Repository { forge, url, branch, folder }, &SourcePath::new("content/ä b.md"))
        };
        let base = "https://forge.example/a/kb";
        let file = "site/content/%C3%A4%20b.md";
        assert_eq!(at(Forge::GitHub), format!("{base}/edit/main/{file}"));
        assert_eq!(at(Forge::GitLab), format!("{base}/-/edit/main/{file}"));
        assert_eq!(at(Forge::Gitea), format!("{base}/_edit/main/{file}"));
        assert_eq!(at(Forge::AzureDevOps), format!("{base}?path=/{file}&version=GBmain"));
        assert_eq!(at(Forge::Bitbucket), format!("{base}/src/main/{file}?mode=edit"));
    }
}
