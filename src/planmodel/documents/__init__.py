"""Documents as they were published: Word, PDF, web pages and text files become text with places.

``read_document`` looks at what a file holds, not only at its name, and hands it to the reader of its format; each
reader yields pieces (paragraphs and tables) in the order in which a person reads them, and one assembler joins them to
a :class:`~planmodel.documents.document_text.DocumentText`.
"""
