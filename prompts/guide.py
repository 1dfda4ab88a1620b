"""The sections of the interview guide that the catalog and the checks cite, by short name."""

GUIDE_SECTIONS = {
    "STAR": "Structuring Responses with the STAR Method",
    "Collab": "Demonstrating Cross-Functional Collaboration Skills",
    "Failure": "Handling Failure and Ambiguity in Research Projects",
    "Comm": "Communicating Complex Technical Concepts to Stakeholders",
    "Behavioral": "Navigating Behavioral Interview Questions",
    "MLOps": "MLOps Principles And Model Deployment Strategies",
    "Data": "Data Wrangling And Feature Engineering Techniques",
    "Design": "System Design For Scalable AI Solutions",
    "ML": "Deep Dive Into Machine Learning Algorithms",
    "DL": "Exploring Deep Learning and Neural Networks",
    "Close": "Conclusion and FAQ",
}
