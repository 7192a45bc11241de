//! Where a page's source can be edited on its forge, and where an issue can be opened there.

use super::actions::literal;
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

/// Whether it takes short addresses only.
pub(super) fn is_short(forge: Forge) -> bool {
    forge == Forge::AzureDevOps
}

/// Where an issue can be opened on the forge, with places for its subject and text.
pub(super) fn issue_address(repository: &Repository) -> String {
    let url = literal(&repository.url);
    match repository.forge {
        Forge::GitHub | Forge::Gitea => format!("{url}/issues/new?title={{subject}}&body={{body}}"),
        Forge::GitLab => format!("{url}/-/issues/new?issue%5Btitle%5D={{subject}}&issue%5Bdescription%5D={{body}}"),
        Forge::Bitbucket => format!("{url}/issues/new?title={{subject}}&content={{body}}"),
        // `Task` is the one type that all four of its processes have.
        Forge::AzureDevOps => format!(
            "{}/_workitems/create/Task?%5BSystem.Title%5D={{subject}}&%5BSystem.Description%5D={{body}}",
            project(&url)
        ),
    }
}

/// The address of the project of a repository on Azure DevOps. Where both have one name, only that of the repository is
/// written: `https://dev.azure.com/example/_git/answers`.
fn project(url: &str) -> String {
    let Some((above, name)) = url.split_once("/_git/") else { return url.to_owned() };
    let parts = above.split('/').skip(2).collect::<Vec<_>>();
    let host = parts.first().copied().unwrap_or_default();
    let is_short = match parts.len() {
        1 => true,
        2 => host == "dev.azure.com" || parts[1].eq_ignore_ascii_case("DefaultCollection"),
        _ => false,
    };
    if is_short { format!("{above}/{}", name.split('/').next().unwrap_or_default()) } else { above.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository(forge: Forge, url: &str) -> Repository {
        Repository { forge, url: url.to_owned(), branch: "main".to_owned(), folder: "site".to_owned() }
    }

    #[test]
    fn every_forge_has_its_own_editor() {
        let base = "https://forge.example/a/kb";
        let at = |forge| edit_address(&repository(forge, base), &SourcePath::new("content/ä b.md"));
        let file = "site/content/%C3%A4%20b.md";
        assert_eq!(at(Forge::GitHub), format!("{base}/edit/main/{file}"));
        assert_eq!(at(Forge::GitLab), format!("{base}/-/edit/main/{file}"));
        assert_eq!(at(Forge::Gitea), format!("{base}/_edit/main/{file}"));
        assert_eq!(at(Forge::AzureDevOps), format!("{base}?path=/{file}&version=GBmain"));
        assert_eq!(at(Forge::Bitbucket), format!("{base}/src/main/{file}?mode=edit"));
    }

    #[test]
    fn every_forge_takes_an_issue_with_its_subject_and_text() {
        let at = |forge, url| issue_address(&repository(forge, url));
        let base = "https://forge.example/{title}/kb";
        let new = "https://forge.example/%7Btitle%7D/kb/issues/new";
        assert_eq!(at(Forge::GitHub, base), format!("{new}?title={{subject}}&body={{body}}"));
        assert_eq!(at(Forge::Gitea, base), format!("{new}?title={{subject}}&body={{body}}"));
        assert_eq!(at(Forge::Bitbucket, base), format!("{new}?title={{subject}}&content={{body}}"));
        assert_eq!(
            at(Forge::GitLab, "https://gitlab.com/a/b"),
            "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D={subject}&issue%5Bdescription%5D={body}"
        );
    }

    #[test]
    fn a_work_item_belongs_to_the_project_of_the_repository() {
        let end = "/_workitems/create/Task?%5BSystem.Title%5D={subject}&%5BSystem.Description%5D={body}";
        for (url, project) in [
            ("https://dev.azure.com/org/proj/_git/kb", "https://dev.azure.com/org/proj"),
            ("https://dev.azure.com/org/_git/kb", "https://dev.azure.com/org/kb"),
            ("https://org.visualstudio.com/_git/kb", "https://org.visualstudio.com/kb"),
            (
                "https://org.visualstudio.com/DefaultCollection/_git/kb",
                "https://org.visualstudio.com/DefaultCollection/kb",
            ),
            ("https://org.visualstudio.com/proj/_git/kb", "https://org.visualstudio.com/proj"),
            ("https://tfs.example/tfs/Main/proj/_git/kb", "https://tfs.example/tfs/Main/proj"),
        ] {
            assert_eq!(issue_address(&repository(Forge::AzureDevOps, url)), format!("{project}{end}"), "{url}");
        }
    }
}
