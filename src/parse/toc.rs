//! Tables of contents. In: `toc.yml`. Out: `Toc`. Never: filters.
