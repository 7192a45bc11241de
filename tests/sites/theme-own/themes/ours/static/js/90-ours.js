// Run on every page.
document.documentElement.dataset.ours = "here";
